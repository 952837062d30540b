package io.tideway.ws.internal.invoke;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import io.tideway.ws.internal.delivery.TextEncoder;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON with the server's JSON-B; thread-safe.
 *
 * <p>The provider is looked for at first use, so an application without JSON needs none.
 */
public final class JsonCodec implements TextEncoder {
    private final ClassLoader loader;
    private volatile @Nullable Jsonb jsonb;
    private boolean closed; // guarded by this

    /** Creates a codec that finds its provider by a class loader, the application's. */
    public JsonCodec(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public String encode(Object value) {
        Jsonb provider = provider();
        try {
            return provider.toJson(value);
        } catch (RuntimeException | StackOverflowError e) {
            // A cyclic object graph overflows the stack; that is the value's fault, not the server's.
            throw new MessageEncodingException(InvokeMessages.notEncodable(value), e);
        }
    }

    /**
     * Reads a document.
     *
     * @throws IllegalStateException if the application is stopping
     * @throws RuntimeException if there is no provider
     * @throws MessageDecodingException if it is not valid JSON for the type, or the JSON {@code null} where the type
     *     has no value for that
     */
    public Object decode(String text, Type type) {
        Jsonb provider = provider();
        Object value;
        try {
            value = provider.fromJson(text, type);
        } catch (RuntimeException | StackOverflowError e) {
            // A document nested deeper than the stack is the peer's fault, and must not cost the thread.
            throw new MessageDecodingException(InvokeMessages.notDecodable(type), e);
        }
        if (value == null) {
            throw new MessageDecodingException(InvokeMessages.nullDocument(type), null);
        }
        return value;
    }

    private Jsonb provider() {
        Jsonb present = jsonb;
        return present == null ? create() : present;
    }

    private synchronized Jsonb create() {
        Jsonb present = jsonb;
        if (present != null) {
            return present;
        }
        if (closed) {
            throw new IllegalStateException(InvokeMessages.stopped());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Jsonb created = JsonbBuilder.create();
            jsonb = created;
            return created;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Lets the provider go; later use fails. */
    public synchronized void close() {
        closed = true;
        Jsonb present = jsonb;
        jsonb = null;
        if (present != null) {
            try {
                present.close();
            } catch (Exception e) {
                InvokeMessages.stopFailed(e);
            }
        }
    }
}
