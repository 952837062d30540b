package io.tideway.ws.tyrus;

import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Holds the log lines and error texts of a server's life; ids ST001 to ST099. */
final class ServerMessages {
    private static final SafeLog SERVER = SafeLog.of(TidewayServer.class);

    private ServerMessages() {}

    /** Logs that the server takes connections. */
    static void listening(String address, Duration since) {
        SERVER.log(Level.INFO, null, "TIDEWAY-ST001 Tideway is listening on %s after %s ms", address, since.toMillis());
    }

    /** Logs that the server is gone. */
    static void stopped(String address) {
        SERVER.log(Level.INFO, null, "TIDEWAY-ST002 Tideway has stopped on %s", address);
    }

    /** Says that a server is gone. */
    static String closed() {
        return "TIDEWAY-ST003 this TidewayServer has been closed; start another with TidewayServer.builder()";
    }

    /** Says what a context path may be. */
    static String badContextPath(String path) {
        return "TIDEWAY-ST005 contextPath must be \"/\" or like \"/app\", of letters, digits and -._~, but was \""
                + Text.clean(path) + "\"";
    }
}
