package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.internal.connection.CallResult;
import io.tideway.ws.internal.connection.FailureListener;
import io.tideway.ws.internal.connection.HandlerFailures;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.registry.Listeners;
import java.util.List;

/** Calls a handler without CDI: only what it throws is handled. */
public final class BareChain {
    private final ErrorStep steps;

    public BareChain(WebSocketHandler handler, String name, FailureListener listener) {
        HandlerFailures failures = new HandlerFailures(
                "/ws", name, new Listeners<>(List.of(listener)), new SummedLog(Runnable::run, System::nanoTime));
        this.steps = new ErrorStep(failures, call -> {
            call.on(handler);
            return CallResult.RETURNED;
        });
    }

    public CallResult connect(Connection connection) {
        return steps.apply(new HandlerCall.Connect(connection));
    }

    public CallResult message(Connection connection, Message message) {
        return steps.apply(new HandlerCall.Receive(Callback.MESSAGE, connection, message));
    }

    public CallResult disconnect(Connection connection, CloseFrame reason) {
        return steps.apply(new HandlerCall.Disconnect(connection, reason));
    }

    public CallResult error(Connection connection, Throwable error) {
        return steps.apply(new HandlerCall.Fail(connection, error));
    }
}
