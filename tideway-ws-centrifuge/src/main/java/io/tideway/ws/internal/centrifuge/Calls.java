package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.realtime.CallException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one client; a call whose stage is not complete keeps no thread. */
final class Calls {
    /** So many calls of a client may be under way. */
    static final int MOST_IN_FLIGHT = 64;

    private final Client client;
    private final AtomicInteger inFlight = new AtomicInteger();

    Calls(Client client) {
        this.client = client;
    }

    /**
     * Makes a call.
     *
     * @throws Refusal for an error that the client gets
     */
    void call(Command command) {
        RemoteMethod call = client.application().calls().find(command.method);
        if (call == null) {
            throw new Refusal(ClientError.METHOD_NOT_FOUND);
        }
        if (!call.method().admits(client.shown())) {
            throw new Refusal(ClientError.PERMISSION_DENIED);
        }
        if (inFlight.get() >= MOST_IN_FLIGHT) {
            throw new Refusal(ClientError.TOO_MANY_REQUESTS);
        }
        call(command, call);
    }

    private void call(Command command, RemoteMethod call) {
        Object[] arguments;
        try {
            arguments = call.arguments(client.shown(), command.json(), client.endpoint());
        } catch (MessageDecodingException e) {
            throw new Refusal(ClientError.BAD_REQUEST);
        } catch (RuntimeException e) {
            failed(command, call, e); // there is no JSON-B
            return;
        }
        try {
            Object result = client.connection().call(call.method(), arguments);
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
            String json = value == null ? null : client.endpoint().toJson(value);
            client.send(client.replies().result(command.id, "rpc", fields -> fields.json("data", json)));
        } catch (RuntimeException | Error e) {
            failed(command, call, e);
        }
    }

    private void failed(Command command, RemoteMethod call, Throwable cause) {
        if (cause instanceof CallException told) {
            client.fail(command, ClientError.of(told));
        } else {
            client.connection().failed(call.method(), cause);
            client.fail(command, ClientError.INTERNAL);
        }
    }
}
