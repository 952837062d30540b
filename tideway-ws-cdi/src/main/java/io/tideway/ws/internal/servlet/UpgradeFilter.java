package io.tideway.ws.internal.servlet;

import io.tideway.ws.internal.upgrade.AddressLiteral;
import io.tideway.ws.internal.upgrade.HandshakeForm;
import io.tideway.ws.internal.upgrade.RequestPath;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import io.tideway.ws.internal.upgrade.UpgradeRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gate before the server upgrades: the one place where a refusal reaches the client as its HTTP status
 * everywhere.
 */
public final class UpgradeFilter implements Filter {

    /** The servlet context's attribute that holds the gate once the deployment has started. */
    public static final String GATE_ATTRIBUTE = UpgradeGate.class.getName();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && form(http).isAttempt()) {
            // A stream of HTTP/2 ends by itself, and its responses must not have the header Connection.
            HttpServletResponse closing = form(http).isExtendedConnect() ? answer : new ClosingResponse(answer);
            if (request.getServletContext().getAttribute(GATE_ATTRIBUTE) instanceof UpgradeGate gate) {
                upgrade(http, closing, chain, gate);
            } else {
                chain.doFilter(request, closing);
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void upgrade(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, UpgradeGate gate)
            throws IOException, ServletException {
        UpgradeGate.Verdict verdict = gate.admit(describe(request));
        if (verdict instanceof UpgradeGate.Verdict.Refused refused) {
            refused.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            answer(response, refused.status(), refused.reason());
        } else if (verdict instanceof UpgradeGate.Verdict.Admitted admitted) {
            pass(request, response, chain, gate, admitted);
        } else {
            chain.doFilter(new RequestWithHeaders(request, Map.of(UpgradeGate.TICKET_HEADER, List.of())), response);
        }
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void pass(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            UpgradeGate gate,
            UpgradeGate.Verdict.Admitted admitted)
            throws IOException, ServletException {
        int accepted = form(request).isExtendedConnect()
                ? HttpServletResponse.SC_OK
                : HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        boolean returned = false;
        gate.passing(admitted);
        try {
            chain.doFilter(new UpgradingRequest(request, admitted), response);
            TyrusUpgrade.send(request.getServletContext(), response);
            returned = true;
        } catch (IllegalArgumentException e) {
            if (!(e.getCause() instanceof URISyntaxException) || response.isCommitted()) {
                throw e;
            }
            // Jetty 12.0 builds a URI of what the client has sent; it would log that, tokens included.
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "not a valid request target");
        } catch (IllegalStateException | UnsupportedOperationException e) {
            if (!ConnectorRefusal.isCauseOf(e) || response.isCommitted()) {
                throw e;
            }
            response.reset(); // it has the headers of a 101 already
            UpgradeGate.Verdict.Refused refused = gate.refuseByConnector(admitted.ticket());
            answer(response, refused.status(), refused.reason());
        } finally {
            gate.passed();
            if (!returned) {
                gate.revoke(admitted.ticket());
            } else if (request.isAsyncStarted()) {
                endLater(accepted, request, response, gate, admitted.ticket());
            } else {
                end(accepted, response, gate, admitted.ticket());
            }
        }
    }

    private static void endLater(
            int accepted, HttpServletRequest request, HttpServletResponse response, UpgradeGate gate, String ticket) {
        try {
            request.getAsyncContext().addListener(new AsyncEnd(() -> end(accepted, response, gate, ticket)));
        } catch (IllegalStateException completedMeanwhile) {
            end(accepted, response, gate, ticket);
        }
    }

    /**
     * Frees the slot of a request that was not upgraded; after a 101, or 200 for an extended CONNECT, the session opens
     * once the request is done.
     */
    private static void end(int accepted, HttpServletResponse response, UpgradeGate gate, String ticket) {
        if (response.getStatus() == accepted) {
            gate.revokeUnlessPresented(ticket);
        } else {
            gate.revoke(ticket);
        }
    }

    private static HandshakeForm form(HttpServletRequest request) {
        return new HandshakeForm(
                request.getMethod(), request.getProtocol(), name -> Collections.list(request.getHeaders(name)));
    }

    private static UpgradeRequest describe(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        if (form(request).isExtendedConnect() && request.getHeader("Host") == null) {
            // HTTP/2 has it in :authority, which Jetty does not show as a header.
            headers.put("Host", List.of(authority(request)));
        }
        return new UpgradeRequest(
                request.getMethod(),
                request.getProtocol(),
                RequestPath.below(request.getServletContext().getContextPath(), request.getRequestURI()),
                request.getQueryString(),
                headers,
                request.getUserPrincipal(),
                request::isUserInRole,
                remoteAddress(request),
                request.isSecure());
    }

    /**
     * Returns the authority without the scheme's default port, as browsers send it. Behind a proxy that ends TLS the
     * request is one of http, and a port 80 that the client has not sent would be foreign to its https origin.
     */
    private static String authority(HttpServletRequest request) {
        int port = request.getServerPort();
        int usual = "https".equals(request.getScheme()) ? 443 : 80;
        return port == usual ? request.getServerName() : request.getServerName() + ":" + port;
    }

    private static @Nullable InetSocketAddress remoteAddress(HttpServletRequest request) {
        String literal = request.getRemoteAddr();
        int port = Math.max(0, request.getRemotePort()); // -1 on Tomcat for a request that came over AJP
        return literal == null
                ? null
                : AddressLiteral.parse(literal)
                        .map(address -> new InetSocketAddress(address, port))
                        .orElse(null);
    }
}
