package io.tideway.ws.it.python;

/** Thrown where this machine lacks what a program needs; the message says how to get it. */
final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
        super(message);
    }
}
