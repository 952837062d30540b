package io.tideway.ws.internal.invoke;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import io.tideway.ws.internal.delivery.TextEncoder;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON with the application's own {@code Jsonb} bean, else with the server's JSON-B; thread-safe.
 *
 * <p>The server's provider is looked for at first use, so an application without JSON needs none.
 */
public final class JsonCodec implements TextEncoder {
    private static final String JSONB = "jakarta.json.bind.Jsonb";

    private final ClassLoader loader;
    private volatile @Nullable Jsonb jsonb;
    private volatile boolean unconfigured; // the provider is of this codec
    private @Nullable Jsonb created; // by this codec, which closes it; guarded by this
    private boolean closed; // guarded by this

    /** Creates a codec that finds its provider by a class loader, the application's. */
    public JsonCodec(ClassLoader loader) {
        this.loader = loader;
    }

    /** Tells whether a bean is a {@code Jsonb}, where the application may have no JSON-B at all. */
    public static boolean isProvider(Bean<?> bean) {
        return bean.getQualifiers().contains(Default.Literal.INSTANCE)
                && bean.getTypes().stream().map(Type::getTypeName).anyMatch(JSONB::equals);
    }

    /**
     * Uses the application's own provider, which the application closes.
     *
     * @param providers its beans
     * @param owner what a dependent one lives as long as
     * @throws RuntimeException if there are several, or CDI cannot create it
     */
    public void useBean(BeanManager beans, Set<Bean<?>> providers, CreationalContext<?> owner) {
        jsonb = (Jsonb) beans.getReference(beans.resolve(providers), Jsonb.class, owner);
    }

    @Override
    public String encode(Object value) {
        Jsonb provider = provider();
        Optional<String> plain = unconfigured && value instanceof String text ? JsonText.write(text) : Optional.empty();
        if (plain.isPresent()) {
            return plain.get();
        }
        try {
            return provider.toJson(value);
        } catch (RuntimeException | StackOverflowError e) {
            // A cyclic object graph overflows the stack; that is the value's fault, not the server's.
            throw new MessageEncodingException(
                    JsonAccess.problem(e, value.getClass()).orElseGet(() -> InvokeMessages.notEncodable(value)), e);
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
        Optional<String> plain = unconfigured && type == String.class ? JsonText.read(text) : Optional.empty();
        if (plain.isPresent()) {
            return plain.get();
        }
        if (!JsonOutline.isOfOneValue(text)) {
            throw new MessageDecodingException(InvokeMessages.notDecodable(type), null);
        }
        Object value;
        try {
            value = provider.fromJson(text, type);
        } catch (RuntimeException | StackOverflowError e) {
            // A document nested deeper than the stack is the client's fault, and must not cost the thread.
            throw new MessageDecodingException(
                    JsonAccess.problem(e, type).orElseGet(() -> InvokeMessages.notDecodable(type)), e);
        }
        if (value == null) {
            throw new MessageDecodingException(InvokeMessages.nullDocument(type), null);
        }
        return value;
    }

    /**
     * Says what to do about a type whose documents JSON-B cannot read, since a class in it is not public; empty for any
     * other.
     *
     * <p>Only an attempt shows it: some providers, and adapters of the application, read such types. So a class that is
     * not public is read once, from an empty object. Enums, abstract classes and interfaces are left out: their
     * documents are texts or of subtypes, and Johnzon and Yasson read those, but say the same of an empty object.
     */
    public Optional<String> readProblem(Type type) {
        return JsonAccess.notPublic(type).stream()
                .filter(hidden -> !hidden.isEnum() && !Modifier.isAbstract(hidden.getModifiers()))
                .flatMap(hidden -> tried(hidden, () -> provider().fromJson("{}", hidden)).stream())
                .findFirst();
    }

    /**
     * Says what to do about a type whose values JSON-B cannot write, since a record in it is not public; empty for any
     * other, and for a record that refuses the default values of its components.
     *
     * <p>Only an attempt shows it here, too. A value of another class may be of a subclass, so records alone are tried.
     */
    public Optional<String> writeProblem(Type type) {
        return JsonAccess.notPublic(type).stream()
                .flatMap(hidden -> SampleRecord.of(hidden).stream())
                .flatMap(sample -> tried(sample.getClass(), () -> provider().toJson(sample)).stream())
                .findFirst();
    }

    private static Optional<String> tried(Class<?> hidden, Runnable attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return JsonAccess.problem(e, hidden);
        }
    }

    private Jsonb provider() {
        Jsonb present = jsonb;
        return present == null ? create() : present;
    }

    /** Creates a provider without a lock, since its code is foreign; where two threads do so, the first counts. */
    private Jsonb create() {
        checkNotClosed();
        Jsonb provider = provided();
        if (keep(provider)) {
            return provider;
        }
        close(provider);
        return provider(); // of the thread that was first, or none is left
    }

    private synchronized void checkNotClosed() {
        if (closed) {
            throw new IllegalStateException(InvokeMessages.stopped());
        }
    }

    private synchronized boolean keep(Jsonb provider) {
        boolean first = jsonb == null && !closed;
        if (first) {
            jsonb = provider;
            created = provider;
            unconfigured = true;
        }
        return first;
    }

    private Jsonb provided() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return JsonbBuilder.create();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Lets the provider go; later use fails. */
    public void close() {
        Jsonb ours;
        synchronized (this) {
            closed = true;
            ours = created;
            created = null;
            jsonb = null;
        }
        if (ours != null) {
            close(ours);
        }
    }

    private static void close(Jsonb provider) {
        try {
            provider.close();
        } catch (Exception e) {
            InvokeMessages.providerNotClosed(e);
        }
    }
}
