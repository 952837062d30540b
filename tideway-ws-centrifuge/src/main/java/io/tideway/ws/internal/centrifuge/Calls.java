package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.spi.ProtocolConnection;
import io.tideway.ws.spi.ProtocolEndpoint;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one client; a call whose stage is not complete keeps no thread. */
final class Calls {
    /** So many calls of a client may be under way. */
    static final int MOST_IN_FLIGHT = 64;

    private final ProtocolConnection connection;
    private final ProtocolEndpoint endpoint;
    private final RemoteCalls calls;
    private final Replies replies;
    private final AtomicInteger inFlight = new AtomicInteger();

    Calls(ProtocolConnection connection, ProtocolEndpoint endpoint, RemoteCalls calls, Replies replies) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.calls = calls;
        this.replies = replies;
    }

    void call(Command command) {
        RemoteMethod call = calls.find(command.method);
        if (call == null) {
            fail(command, ClientError.METHOD_NOT_FOUND);
        } else if (!call.method().admits(connection.connection())) {
            fail(command, ClientError.PERMISSION_DENIED);
        } else if (inFlight.get() >= MOST_IN_FLIGHT) {
            fail(command, ClientError.TOO_MANY_REQUESTS);
        } else {
            call(command, call);
        }
    }

    private void call(Command command, RemoteMethod call) {
        Object[] arguments;
        try {
            arguments = call.arguments(connection.connection(), command.json(), endpoint);
        } catch (MessageDecodingException e) {
            fail(command, ClientError.BAD_REQUEST);
            return;
        } catch (RuntimeException e) {
            failed(command, call, e); // there is no JSON-B
            return;
        }
        try {
            Object result = connection.call(call.method(), arguments);
            if (result instanceof CompletionStage<?> stage) {
                inFlight.incrementAndGet();
                stage.whenComplete((value, error) -> {
                    inFlight.decrementAndGet();
                    if (error == null) {
                        answer(command, call, value);
                    } else {
                        failed(
                                command,
                                call,
                                error instanceof CompletionException && error.getCause() != null
                                        ? error.getCause()
                                        : error);
                    }
                });
            } else {
                answer(command, call, result);
            }
        } catch (Throwable e) {
            failed(command, call, e);
        }
    }

    private void answer(Command command, RemoteMethod call, @Nullable Object value) {
        try {
            String json = value == null ? null : endpoint.toJson(value);
            connection.send(replies.result(command.id, "rpc", fields -> fields.json("data", json)));
        } catch (RuntimeException | Error e) {
            failed(command, call, e);
        }
    }

    private void failed(Command command, RemoteMethod call, Throwable cause) {
        if (cause instanceof CallException told) {
            fail(command, ClientError.of(told));
        } else {
            connection.failed(call.method(), cause);
            fail(command, ClientError.INTERNAL);
        }
    }

    private void fail(Command command, ClientError error) {
        connection.send(replies.error(command.id, error));
    }
}
