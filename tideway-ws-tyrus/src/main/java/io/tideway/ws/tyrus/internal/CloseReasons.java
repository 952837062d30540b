package io.tideway.ws.tyrus.internal;

/** Holds the reasons of close frames that several packages send. */
public final class CloseReasons {
    private CloseReasons() {}

    /** Returns the reason for a message that is too large once it is inflated. */
    public static String messageTooBig(int limit) {
        return "a message may have at most " + limit + " bytes";
    }

    /** Returns the reason for a text message that is not UTF-8. */
    public static String notUtf8() {
        return "a text message must be valid UTF-8";
    }

    /** Returns the reason for a message that cannot be inflated. */
    public static String notDeflated() {
        return "a compressed message cannot be inflated";
    }
}
