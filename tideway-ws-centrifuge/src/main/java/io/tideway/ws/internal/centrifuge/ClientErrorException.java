package io.tideway.ws.internal.centrifuge;

import java.io.Serial;
import java.util.concurrent.CompletionException;

/** Ends a request with an error that the client gets. */
final class ClientErrorException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ClientError error;

    ClientErrorException(ClientError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ClientError error() {
        return error;
    }

    /** Returns what a client is told of a failure; those of the broker may be over when it tries again. */
    static ClientError of(Throwable failure) {
        return cause(failure) instanceof ClientErrorException refusal ? refusal.error : ClientError.INTERNAL;
    }

    /** Returns why a stage has failed. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
