package io.tideway.ws.it.server.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers slowly, so that concurrent requests need a thread each. */
@WebServlet("/slow")
public class SlowServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            response.getWriter().print(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new ServletException(e);
        }
    }
}
