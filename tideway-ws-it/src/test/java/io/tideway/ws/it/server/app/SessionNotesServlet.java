package io.tideway.ws.it.server.app;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what the session's notes tell, and on a second line what a copy of them tells. */
@WebServlet("/notes")
@SuppressWarnings("serial") // CDI injects a proxy, which is serializable
public class SessionNotesServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    SessionNotes notes;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.getSession();
        try {
            response.getWriter().print(notes.visit() + "\n" + notes.tellByACopy());
        } catch (ClassNotFoundException e) {
            throw new ServletException(e);
        }
    }
}
