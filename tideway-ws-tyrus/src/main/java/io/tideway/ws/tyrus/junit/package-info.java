/**
 * Tests an application's handlers with JUnit: {@link io.tideway.ws.tyrus.junit.TidewayTest} starts a server, {@link
 * io.tideway.ws.tyrus.junit.TestClient} talks to it.
 */
@NullMarked
package io.tideway.ws.tyrus.junit;

import org.jspecify.annotations.NullMarked;
