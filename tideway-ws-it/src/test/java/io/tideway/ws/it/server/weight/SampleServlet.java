package io.tideway.ws.it.server.weight;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with what the bean says; started with the application. */
@WebServlet(urlPatterns = "/counter", loadOnStartup = 1)
public class SampleServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient SampleBean bean;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().write(bean.greeting());
    }
}
