package io.tideway.ws.it.server.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves REST resources at every path of the application. */
@ApplicationPath("/")
public class RootApi extends Application {}
