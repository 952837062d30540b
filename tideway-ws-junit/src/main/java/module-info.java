/** Tests handlers and brokers: a JUnit extension that runs the standalone server, a client, and contracts. */
@SuppressWarnings({"module", "requires-automatic"})
open module io.tideway.ws.junit {
    requires transitive io.tideway.ws.tyrus;
    requires jakarta.cdi;
    requires jakarta.json.bind;
    requires java.net.http;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;
    requires static org.jspecify;

    exports io.tideway.ws.junit;
}
