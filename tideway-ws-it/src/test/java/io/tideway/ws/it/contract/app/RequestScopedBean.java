package io.tideway.ws.it.contract.app;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** Has an instance for each request. */
@RequestScoped
public class RequestScopedBean {
    private final String id = UUID.randomUUID().toString();
    private String intercepted = "";

    public String id() {
        return id;
    }

    public void intercepted(String method) {
        intercepted = intercepted + method;
    }

    public String intercepted() {
        return intercepted;
    }
}
