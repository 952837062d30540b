package io.tideway.ws.it.contract.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves the REST resources of the application. */
@ApplicationPath("/api")
public class Api extends Application {}
