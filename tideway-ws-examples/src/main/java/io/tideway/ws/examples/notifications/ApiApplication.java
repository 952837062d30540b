package io.tideway.ws.examples.notifications;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the REST resources of the WAR below {@code /api}. */
@ApplicationPath("api")
public class ApiApplication extends Application {}
