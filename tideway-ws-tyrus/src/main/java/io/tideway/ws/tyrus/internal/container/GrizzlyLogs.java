package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.ProcessorExecutor;
import org.glassfish.grizzly.filterchain.DefaultFilterChain;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpHandlerChain;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;

/**
 * Says in one line of ours what Grizzly would log with a stack trace, as often as a client likes: that an HTTP handler
 * threw, and at DEBUG that a client went away or sent half a body.
 *
 * <p>Concerns {@code java.util.logging}, the threads of our servers, and loggers without a filter of their own.
 */
final class GrizzlyLogs implements Filter {

    private static final List<Logger> LOGGERS = Stream.of(
                    DefaultFilterChain.class,
                    HttpHandler.class,
                    HttpHandlerChain.class,
                    HttpServerFilter.class,
                    ProcessorExecutor.class,
                    TakeoverStrategy.class,
                    WorkerThreadIOStrategy.class)
            .map(Grizzly::logger)
            .toList();

    private GrizzlyLogs() {}

    static void translate() {
        GrizzlyLogs filter = new GrizzlyLogs();
        for (Logger logger : LOGGERS) {
            if (logger.getFilter() == null) {
                logger.setFilter(filter);
            }
        }
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        Throwable thrown = record.getThrown();
        if (thrown == null || !Thread.currentThread().getName().startsWith(ServerThreads.PREFIX)) {
            return true;
        }
        if (isOfTheConnection(thrown)) {
            FrontMessages.requestAborted(thrown);
        } else {
            FrontMessages.requestFailed(thrown);
        }
        return false;
    }

    private static boolean isOfTheConnection(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(IOException.class::isInstance);
    }
}
