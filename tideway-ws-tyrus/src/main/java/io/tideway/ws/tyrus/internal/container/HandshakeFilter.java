package io.tideway.ws.tyrus.internal.container;

import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpEvents.IncomingHttpUpgradeEvent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Turns HTTP requests into WebSocket connections: form, then the application's gate, then Tyrus, then 101.
 *
 * <p>Runs on worker threads, where an application's {@code onUpgrade} may block. Thread-safe.
 */
final class HandshakeFilter extends BaseFilter {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final String contextPath;
    private final HandshakeGate gate;
    private final WebSocketEngine engine;
    private final Lingering lingering;
    private final GatheredWrites gathered;
    private final Channels channels;
    private final InProgress connections;

    HandshakeFilter(
            String contextPath,
            HandshakeGate gate,
            WebSocketEngine engine,
            Lingering lingering,
            GatheredWrites gathered,
            Channels channels,
            InProgress connections) {
        this.contextPath = contextPath;
        this.gate = gate;
        this.engine = engine;
        this.lingering = lingering;
        this.gathered = gathered;
        this.channels = channels;
        this.connections = connections;
    }

    /**
     * Makes ordinary requests of those that ask for no WebSocket. Grizzly stops minding body and keep-alive of every
     * request with an {@code Upgrade} header, also of those that Java's own HTTP client sends to offer HTTP/2.
     */
    @Override
    public NextAction handleEvent(FilterChainContext ctx, FilterChainEvent event) {
        if (event instanceof IncomingHttpUpgradeEvent upgrade
                && upgrade.getHttpHeader() instanceof HttpRequestPacket request
                && !RequestGuard.asksForWebSocket(ctx.getConnection())) {
            request.setIgnoreContentModifiers(false);
            request.getUpgradeDC().recycle();
        }
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        HttpContent content = ctx.getMessage();
        if (!(content.getHttpHeader() instanceof HttpRequestPacket request)
                || !RequestGuard.asksForWebSocket(ctx.getConnection())) {
            return ctx.getInvokeAction();
        }
        Refusal refusal = upgrade(ctx, request);
        if (refusal != null) {
            FrontMessages.handshakeRefused(request.getRequestURI(), refusal.status(), refusal.reason());
            refusal.write(ctx);
            lingering.end(TcpConnection.of(ctx));
        }
        return ctx.getStopAction();
    }

    private @Nullable Refusal upgrade(FilterChainContext ctx, HttpRequestPacket request) {
        String path = pathInContext(request.getRequestURI());
        if (path == null) {
            return notFound(request);
        }
        if (!HandshakeRequests.hasReadableExtensions(request)) {
            return new Refusal(400, FrontMessages.handshakeExtensions());
        }
        Verdict verdict = gate.admit(HandshakeRequests.forGate(request, path, TcpConnection.of(ctx)));
        if (verdict instanceof Verdict.Refused refused) {
            return new Refusal(refused.status(), refused.reason(), refused.headers());
        }
        if (verdict instanceof Verdict.Admitted admitted) {
            Refusal late = accept(ctx, request, admitted);
            if (late != null) {
                gate.revoke(admitted.ticket());
            }
            return late;
        }
        return notFound(request);
    }

    private @Nullable Refusal accept(FilterChainContext ctx, HttpRequestPacket request, Verdict.Admitted admitted) {
        TyrusUpgradeResponse answer = new TyrusUpgradeResponse();
        UpgradeInfo upgrade;
        try {
            upgrade = engine.upgrade(HandshakeRequests.forTyrus(request, admitted), answer);
        } catch (RuntimeException | Error e) {
            FrontMessages.handshakeFailed(TcpConnection.of(ctx).client(), e);
            return new Refusal(500, FrontMessages.handshakeNotAccepted());
        }
        return switch (upgrade.getStatus()) {
            case NOT_APPLICABLE -> notFound(request);
            case HANDSHAKE_FAILED -> new Refusal(answer.getStatus(), FrontMessages.handshakeNotAccepted());
            case SUCCESS -> {
                // Tyrus calls it a success, too, when a configurator has set a redirect or 401 in the response.
                if (answer.getStatus() != SWITCHING_PROTOCOLS) {
                    yield new Refusal(answer.getStatus(), FrontMessages.handshakeNotAccepted());
                }
                connect(ctx, request, admitted, answer, upgrade);
                yield null;
            }
        };
    }

    private void connect(
            FilterChainContext ctx,
            HttpRequestPacket request,
            Verdict.Admitted admitted,
            TyrusUpgradeResponse answer,
            UpgradeInfo upgrade) {
        TcpConnection tcp = TcpConnection.of(ctx);
        Buffer early = RequestGuard.takeFollowing(tcp.grizzly());
        // From here on the heartbeat watches the connection, not HTTP's idle timeout.
        IdleTimeoutFilter.setCustomTimeout(tcp.grizzly(), IdleTimeoutFilter.FOREVER, TimeUnit.MILLISECONDS);
        HttpResponsePacket response = request.getResponse();
        response.setProtocol(Protocol.HTTP_1_1);
        response.setStatus(SWITCHING_PROTOCOLS);
        flat(answer).forEach(response::setHeader);
        connections.begin();
        tcp.onClosed(connections::end);
        // First the 101, then Tyrus' connection: the endpoint may send as soon as it knows of that.
        ctx.write(HttpContent.builder(response).build());
        tcp.forgetRequest();
        try {
            open(tcp, admitted, frameLimit(admitted, answer), upgrade, early);
        } catch (RuntimeException | Error e) {
            FrontMessages.handshakeFailed(tcp.client(), e);
            gate.revoke(admitted.ticket());
            tcp.terminate();
        }
    }

    private void open(
            TcpConnection tcp, Verdict.Admitted admitted, FrameLimit limit, UpgradeInfo upgrade, Buffer early) {
        ConnectionWriter writer = new ConnectionWriter(tcp, lingering, admitted.closeTimeout(), gathered);
        admitted.activity().carriedBy(writer);
        Connection tyrus = upgrade.createConnection(writer, reason -> writer.close());
        try {
            channels.channel(tcp, writer, tyrus, limit, admitted.activity()).open(early);
        } catch (RuntimeException | Error e) {
            // The endpoint knows of the connection, and nothing else would tell it of the end.
            tyrus.close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, ""));
            throw e;
        }
    }

    private static FrameLimit frameLimit(Verdict.Admitted admitted, TyrusUpgradeResponse answer) {
        return answer.getFirstHeaderValue(HandshakeRequests.EXTENSIONS) == null
                ? FrameLimit.plain(admitted.maxMessageBytes())
                : FrameLimit.compressed(admitted.maxMessageBytes());
    }

    private static Map<String, String> flat(TyrusUpgradeResponse answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> header : answer.getHeaders().entrySet()) {
            headers.put(header.getKey(), String.join(", ", header.getValue()));
        }
        return headers;
    }

    private @Nullable String pathInContext(String path) {
        if ("/".equals(contextPath)) {
            return path.startsWith("/") ? path : null;
        }
        return path.startsWith(contextPath + "/") ? path.substring(contextPath.length()) : null;
    }

    private static Refusal notFound(HttpRequestPacket request) {
        return new Refusal(404, FrontMessages.noEndpoint(request.getRequestURI()));
    }
}
