package io.tideway.ws.internal.invoke;

import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.internal.connection.CallResult;
import java.lang.reflect.Type;

/** Decodes text messages and calls {@code onJson}; the last step for them, while other calls go on. */
final class JsonStep implements InvocationStep<HandlerCall, CallResult> {
    private final JsonCodec codec;
    private final Type type;
    private final JsonHandler<Object> handler;
    private final InvocationStep<HandlerCall, CallResult> next;

    /**
     * Creates the step.
     *
     * @param type the type of the handler's documents, read from its own generics
     */
    @SuppressWarnings("unchecked") // so what is decoded is of its type
    JsonStep(JsonCodec codec, Type type, JsonHandler<?> handler, InvocationStep<HandlerCall, CallResult> next) {
        this.codec = codec;
        this.type = type;
        this.handler = (JsonHandler<Object>) handler;
        this.next = next;
    }

    @Override
    public CallResult apply(HandlerCall call) throws Exception {
        if (call instanceof HandlerCall.Receive receive && receive.message() instanceof Message.Text text) {
            handler.onJson(call.connection(), codec.decode(text.text(), type));
            return CallResult.RETURNED;
        }
        return next.apply(call);
    }
}
