package io.tideway.ws.it.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class on a server, which they get as a parameter of type {@link Server}.
 *
 * <p>The server runs on for the next class that asks for the same kind, and stops before another kind starts. Its log
 * is printed for a test that fails. With the system property {@code tideway.it.servers}, as in {@code tomcat,wildfly},
 * only the tests of these servers run.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServerExtension.class)
@Tag("server")
public @interface OnServer {

    /** How the reason begins where this Java is not one that the server is tested on. */
    String OTHER_JAVA = "tested on Java ";

    /** Returns the server. */
    ServerKind value();
}
