package io.tideway.ws.tyrus;

import io.tideway.ws.rawclient.TestKeys;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Has a server for each test whose clients end their side and read on. */
abstract class HalfClosedServer {
    @TempDir
    static Path directory;

    private static TestKeys keys;

    TidewayServer server;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(directory, "EC");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Returns a server with what the tests ask of it. */
    abstract TidewayServer.Builder builder();

    void startWithoutTls() {
        server = builder().port(0).start();
    }

    EndingTlsClients startTls() {
        server = builder().port(0).tls(keys.chain, keys.key).start();
        return new EndingTlsClients(keys, server);
    }
}
