package io.tideway.ws.it.conformance;

/** Thrown where this machine lacks what the suite needs; the message says how to get it. */
final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
        super(message);
    }
}
