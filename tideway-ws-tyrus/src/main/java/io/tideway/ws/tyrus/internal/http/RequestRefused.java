package io.tideway.ws.tyrus.internal.http;

/** Says with which HTTP status a request is refused; nothing more may be read from its connection. */
public final class RequestRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RequestRefused(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    static RequestRefused bad(String reason) {
        return new RequestRefused(400, reason);
    }

    /**
     * Returns the HTTP status.
     *
     * @return 400 to 599
     */
    public int status() {
        return status;
    }

    /**
     * Returns what is wrong, for a person to read.
     *
     * @return a sentence without a word of the client's
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
