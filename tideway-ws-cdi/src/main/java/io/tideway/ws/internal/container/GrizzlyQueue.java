package io.tideway.ws.internal.container;

import java.lang.reflect.Method;
import org.glassfish.tyrus.spi.Writer;

/**
 * Limits Grizzly's queue, below Tyrus in Payara and GlassFish, to one write.
 *
 * <p>There a write counts as done once Grizzly has queued it, and Grizzly queues four socket buffers' worth, about 8
 * MB. With this bound the next write waits until the one before has been handed to the network. Immutable.
 */
final class GrizzlyQueue {
    /** The writer that has Grizzly below. */
    private static final String SERVLET_WRITER = "org.glassfish.tyrus.servlet.TyrusServletWriter";

    private static final String[] CONNECTION = {
        "tyrusHttpUpgradeHandler", "handler", "os", "ob", "grizzlyOutputBuffer", "httpContext", "outputSink"
    };

    /** Grizzly takes a write whatever its size while less than this waits. */
    private static final int MOST_BYTES = 1;

    private final FieldPath connection;
    private final Method limit;

    /**
     * Finds the way from a writer to its queue.
     *
     * @throws ReflectiveOperationException if the classes of this server differ
     * @throws RuntimeException if this JVM forbids reflection
     */
    GrizzlyQueue(Writer writer) throws ReflectiveOperationException {
        this.connection = FieldPath.from(writer, CONNECTION);
        this.limit = connection.value(writer).getClass().getMethod("setMaxAsyncWriteQueueSize", int.class);
    }

    /** Tells whether a writer has such a queue. */
    static boolean isBelow(Writer writer) {
        return writer.getClass().getName().equals(SERVLET_WRITER);
    }

    /**
     * Finds the TCP connection below a writer.
     *
     * @throws ReflectiveOperationException if it is not to be found
     */
    static Object connection(Writer writer) throws ReflectiveOperationException {
        return FieldPath.follow(writer, CONNECTION);
    }

    /**
     * Limits the queue of a writer.
     *
     * @throws ReflectiveOperationException if it is not to be found
     */
    void limit(Writer writer) throws ReflectiveOperationException {
        limit.invoke(connection.value(writer), MOST_BYTES);
    }
}
