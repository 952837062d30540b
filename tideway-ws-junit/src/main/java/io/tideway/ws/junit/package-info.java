/**
 * Tests an application's handlers with JUnit: {@link io.tideway.ws.junit.TidewayTest} starts a server,
 * {@link io.tideway.ws.junit.TestClient} talks to it.
 */
@NullMarked
package io.tideway.ws.junit;

import org.jspecify.annotations.NullMarked;
