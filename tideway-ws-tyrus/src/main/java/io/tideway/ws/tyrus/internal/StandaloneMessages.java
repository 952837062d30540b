package io.tideway.ws.tyrus.internal;

import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Holds the log lines and error texts of the start, the settings and the stop; ids ST100 to ST109. */
final class StandaloneMessages {
    private static final SafeLog STANDALONE = SafeLog.of(Standalone.class);

    private StandaloneMessages() {}

    /** Says that the port is taken, or may not be used. */
    static String cannotListen(String host, int port, Throwable cause) {
        return "TIDEWAY-ST101 cannot listen on port " + port + " of " + host + ": " + cause.getMessage()
                + "; stop what uses the port, or choose another with port(…), or with -Dtideway.ws.server.port in a program"
                + " that does not call port(…); 0 picks a free one";
    }

    /** Says that a host is not an address of this machine. */
    static String notOurHost(String host) {
        return "TIDEWAY-ST102 host must be a name or address of this machine, but was \"" + Text.clean(host)
                + "\"; 127.0.0.1 keeps the server to this machine, 0.0.0.0 opens it to the network";
    }

    /** Says that JSON-B writes records as empty objects. */
    static String recordsLost(String location) {
        return "TIDEWAY-ST103 JSON-B writes records as {}: its support of records is below META-INF/versions of its jar, and "
                + Text.clean(location)
                + " is not a multi-release jar; add \"Multi-Release: true\" to its manifest, or keep"
                + " the libraries in jars of their own";
    }

    /** Says that the file that declares Tideway's extension is missing. */
    static String extensionLost() {
        return "TIDEWAY-ST104 no META-INF/services/jakarta.enterprise.inject.spi.Extension names Tideway, so CDI does not"
                + " know it; merge the files of META-INF/services where several jars become one, or keep the libraries in"
                + " jars of their own";
    }

    /** Says that a number is out of its bounds. */
    static String outOfBounds(String setting, int value, String bounds) {
        return "TIDEWAY-ST106 " + setting + " must be " + bounds + ", but was " + value;
    }

    /** Says that a duration is out of its bounds. */
    static String outOfBounds(String setting, Duration value, String bounds) {
        return "TIDEWAY-ST109 " + setting + " must be " + bounds + ", but was " + value;
    }

    /** Logs a step of the stop that threw. */
    static void stopFailed(String step, Throwable cause) {
        STANDALONE.log(
                Level.WARNING,
                cause,
                "TIDEWAY-ST107 stopping %s failed, the rest is stopped nevertheless: %s",
                step,
                String.valueOf(cause));
    }

    /** Logs that there is nothing to connect to. */
    static void noEndpoints() {
        STANDALONE.log(
                Level.WARNING,
                null,
                "TIDEWAY-ST108 no endpoint was found: no bean has @WebSocketEndpoint; name your handlers with beans(…), or"
                        + " put an empty META-INF/beans.xml into the jar that holds them");
    }
}
