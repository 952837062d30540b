package io.tideway.ws.junit;

import java.time.Duration;

/** Holds every error text of this module, each with its id: TIDEWAY-ST301 to ST399. */
final class Messages {

    private Messages() {}

    /** Says that a test asks for a server and has none. */
    static String noServer(Class<?> test) {
        return "TIDEWAY-ST301 no server runs for " + test.getName() + ": annotate it with @TidewayTest, or register a"
                + " TidewayExtension in a static field";
    }

    /** Says that a test client was refused. */
    static String refused(String path, int status, String body) {
        return "TIDEWAY-ST302 the upgrade of " + path + " was refused with " + status + ": " + body;
    }

    /** Says that a test client could not connect. */
    static String notConnected(String path, Throwable cause) {
        return "TIDEWAY-ST303 cannot connect to " + path + ": " + cause;
    }

    /** Says what a test client waited for without a result, and what it knows. */
    static String notReceived(String path, String expected, Duration waited, String known) {
        return "TIDEWAY-ST304 no " + expected + " on " + path + " within " + waited.toMillis() + " ms; " + known;
    }

    /** Says that a test client could not send. */
    static String notSent(String path, Throwable cause) {
        return "TIDEWAY-ST305 cannot send on " + path + ": " + cause;
    }

    /** Says that something came where nothing should. */
    static String notSilent(String path, Duration during, String known) {
        return "TIDEWAY-ST306 " + path + " was to be silent for " + during.toMillis() + " ms; " + known;
    }
}
