package io.tideway.ws.it.server.weight;

import jakarta.enterprise.context.ApplicationScoped;

/** Serves as a CDI bean, with Tideway and without. */
@ApplicationScoped
public class SampleBean {
    public String greeting() {
        return "good morning";
    }
}
