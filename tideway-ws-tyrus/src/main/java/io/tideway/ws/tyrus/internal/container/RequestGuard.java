package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.tyrus.internal.http.HttpLimits;
import io.tideway.ws.tyrus.internal.http.RequestFraming;
import io.tideway.ws.tyrus.internal.http.RequestFraming.Part;
import io.tideway.ws.tyrus.internal.http.RequestRefused;
import java.io.IOException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.attributes.AttributeStorage;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Lets into Grizzly's HTTP codec only what has one reading, one request at a time, and ends the connection of whatever
 * sends anything else.
 *
 * <p>Grizzly repairs what it can, and a server that repairs a request differently from the proxy in front of it can be
 * made to take one request for two. A head is held back until it is complete and judged; of a body everything has been
 * judged that is passed on. Thread-safe: a connection is read by one thread at a time.
 */
final class RequestGuard extends BaseFilter {

    private static final Attribute<Guarded> GUARDED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(RequestGuard.class.getName());

    private final HttpLimits limits;
    private final Lingering lingering;
    private final RequestDeadlines deadlines;

    RequestGuard(HttpLimits limits, Lingering lingering, RequestDeadlines deadlines) {
        this.limits = limits;
        this.lingering = lingering;
        this.deadlines = deadlines;
    }

    /** Knows how far one connection has been read. */
    private static final class Guarded {
        private final RequestFraming framing;

        /** How many bytes of the body have been judged and not passed on, because the head had to go first. */
        private int judged;

        /** What came behind a handshake, and together with it. */
        private Buffer following = Buffers.EMPTY_BUFFER;

        /** The request that is being read, or is awaited first; null between requests. */
        private @Nullable PendingRequest pending;

        Guarded(HttpLimits limits) {
            framing = new RequestFraming(limits);
        }

        boolean isReading() {
            return framing.isWithinHead() || framing.part() == Part.BODY;
        }
    }

    /** Tells whether the request that came last asks for a WebSocket. */
    static boolean asksForWebSocket(AttributeStorage connection) {
        Guarded guarded = GUARDED.get(connection);
        return guarded != null && guarded.framing.part() == Part.WEBSOCKET;
    }

    /** Tells whether a request has come in part. */
    static boolean hasBegunRequest(AttributeStorage connection) {
        Guarded guarded = GUARDED.get(connection);
        return guarded != null && guarded.isReading();
    }

    /** Takes what came behind a handshake, and together with it: frames, if it succeeds, else nothing to be read. */
    static Buffer takeFollowing(AttributeStorage connection) {
        Guarded guarded = GUARDED.get(connection);
        return guarded == null ? Buffers.EMPTY_BUFFER : guarded.following;
    }

    /** Tells whether the connection takes no request after the one that came last. */
    static boolean isLastRequest(AttributeStorage connection) {
        Guarded guarded = GUARDED.get(connection);
        return guarded == null || guarded.framing.isLast();
    }

    /** Lets go of what is known of a connection that speaks HTTP no longer. */
    static void forget(AttributeStorage connection) {
        GUARDED.remove(connection);
    }

    @Override
    public NextAction handleAccept(FilterChainContext ctx) {
        TcpConnection connection = TcpConnection.of(ctx);
        deadlines.opened(connection);
        guarded(ctx).pending = deadlines.begin(connection);
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) throws IOException {
        Guarded guarded = guarded(ctx);
        Buffer bytes = ctx.getMessage();
        if (guarded.judged > 0) {
            int end = bytes.position() + guarded.judged;
            guarded.judged = 0;
            return pass(ctx, bytes, end);
        }
        if (guarded.pending == null) {
            guarded.pending = deadlines.begin(TcpConnection.of(ctx));
        }
        if (ctx.getTransportContext().isBlocking() && !guarded.pending.handle()) {
            // The refusal has been sent.
            throw new IOException(FrontMessages.requestTimeout());
        }
        NextAction next = switch (guarded.framing.part()) {
            case HEAD -> head(ctx, guarded, bytes);
            case BODY -> body(ctx, guarded.framing, bytes);
            case WEBSOCKET, NOTHING -> {
                bytes.tryDispose();
                yield ctx.getStopAction();
            }
        };
        if (!guarded.isReading() && guarded.pending != null) {
            deadlines.end(guarded.pending);
            guarded.pending = null;
        }
        return next;
    }

    private Guarded guarded(FilterChainContext ctx) {
        AttributeStorage connection = ctx.getConnection();
        Guarded known = GUARDED.get(connection);
        if (known != null) {
            return known;
        }
        Guarded guarded = new Guarded(limits);
        GUARDED.set(connection, guarded);
        return guarded;
    }

    private NextAction head(FilterChainContext ctx, Guarded guarded, Buffer bytes) {
        RequestFraming framing = guarded.framing;
        byte[] head;
        try {
            head = framing.readHead(bytes);
            if (framing.part() == Part.BODY) {
                // So that a request that proves wrong as a whole reaches no handler.
                guarded.judged = framing.readBody(bytes, bytes.position()) - bytes.position();
            }
        } catch (RequestRefused refused) {
            refuse(ctx, refused);
            return ctx.getStopAction();
        }
        Buffer rest = rest(bytes, bytes.position());
        bytes.tryDispose();
        if (head.length == 0) {
            return ctx.getStopAction();
        }
        Buffer passed = Buffers.wrap(ctx.getMemoryManager(), head);
        ctx.setMessage(passed);
        if (framing.part() == Part.WEBSOCKET && rest != null) {
            guarded.following = rest;
            return ctx.getInvokeAction();
        }
        return ctx.getInvokeAction(rest);
    }

    private NextAction body(FilterChainContext ctx, RequestFraming framing, Buffer bytes) throws IOException {
        int end;
        try {
            end = framing.readBody(bytes, bytes.position());
        } catch (RequestRefused refused) {
            HttpRequestPacket request = TcpConnection.of(ctx).request();
            if (request == null || request.getResponse().isCommitted()) {
                log(ctx, refused);
                lingering.end(TcpConnection.of(ctx));
            } else {
                refuse(ctx, refused);
                request.getResponse().setCommitted(true);
            }
            // The handler that reads the body has to learn that it will never be whole.
            throw new IOException(refused.reason());
        }
        return pass(ctx, bytes, end);
    }

    /** Passes on what belongs to the current request; the rest comes back here once that has been dealt with. */
    private static NextAction pass(FilterChainContext ctx, Buffer bytes, int end) {
        Buffer rest = rest(bytes, end);
        ctx.setMessage(bytes);
        return ctx.getInvokeAction(rest);
    }

    private static @Nullable Buffer rest(Buffer bytes, int from) {
        return from < bytes.limit() ? bytes.split(from) : null;
    }

    private void refuse(FilterChainContext ctx, RequestRefused refused) {
        log(ctx, refused);
        new Refusal(refused.status(), refused.reason()).write(ctx);
        lingering.end(TcpConnection.of(ctx));
    }

    private static void log(FilterChainContext ctx, RequestRefused refused) {
        FrontMessages.requestRefused(TcpConnection.of(ctx).client(), refused.status(), refused.reason());
    }
}
