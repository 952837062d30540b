package io.tideway.ws.it.server.app.broken;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** Has a scope that is not active in callbacks. */
@SessionScoped
@WebSocketEndpoint("/session")
public class SessionScopedEndpoint implements WebSocketHandler, Serializable {
    private static final long serialVersionUID = 1;
}
