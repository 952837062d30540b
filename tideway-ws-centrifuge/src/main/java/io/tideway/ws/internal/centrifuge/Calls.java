package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.realtime.CallException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one client; a call whose stage is not complete keeps no thread. */
final class Calls {
    private final Client client;
    private final CallLimits limits;

    Calls(Client client) {
        this.client = client;
        this.limits = new CallLimits(client);
    }

    /**
     * Makes a call.
     *
     * @throws ClientErrorException for an error that the client gets
     */
    void call(Command command) {
        RemoteMethod call = client.application().calls().find(command.method);
        if (call == null) {
            throw new ClientErrorException(ClientError.METHOD_NOT_FOUND);
        }
        if (!call.method().admits(client.shown())) {
            throw new ClientErrorException(ClientError.PERMISSION_DENIED);
        }
        CallLimits.Count count = limits.begin(call);
        CompletionStage<?> stage = null;
        try {
            stage = call(command, call);
        } finally {
            if (stage == null) {
                count.end();
            }
        }
        if (stage != null) {
            try {
                // JSON-B may call the application's code.
                var unused = stage.whenCompleteAsync(
                        (value, error) -> {
                            count.end();
                            complete(command, call, value, error);
                        },
                        client.endpoint().inContext());
            } catch (RuntimeException | Error e) {
                count.end();
                failed(command, call, e); // of the application's own kind of stage
            }
        }
    }

    /** Makes a call and answers it; returns the stage of one that is to be answered later. */
    private @Nullable CompletionStage<?> call(Command command, RemoteMethod call) {
        Object[] arguments;
        try {
            arguments = call.arguments(client.shown(), command.json(), client.endpoint());
        } catch (MessageDecodingException e) {
            throw new ClientErrorException(ClientError.BAD_REQUEST);
        } catch (RuntimeException e) {
            failed(command, call, e); // there is no JSON-B
            return null;
        }
        try {
            Object result = client.connection().call(call.method(), arguments);
            if (result instanceof CompletionStage<?> stage) {
                return stage;
            }
            answer(command, call, result);
        } catch (Throwable e) {
            failed(command, call, e);
        }
        return null;
    }

    private void complete(Command command, RemoteMethod call, @Nullable Object value, @Nullable Throwable error) {
        if (error == null) {
            answer(command, call, value);
        } else {
            Throwable cause = error.getCause();
            failed(command, call, error instanceof CompletionException && cause != null ? cause : error);
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
