package io.tideway.ws.internal.connection;

import io.tideway.ws.Connection;
import io.tideway.ws.spi.HandlerMethod;
import org.jspecify.annotations.Nullable;

/** Calls a method of the handler that a protocol has asked for, with its surroundings. */
public interface CallableMethod extends HandlerMethod {
    /**
     * Calls the method in the application's context.
     *
     * @throws Exception whatever it throws
     */
    @Nullable
    Object call(Connection connection, @Nullable Object... arguments) throws Exception;

    /** Logs that the method threw, and tells observers. */
    void failed(Connection connection, Throwable cause);
}
