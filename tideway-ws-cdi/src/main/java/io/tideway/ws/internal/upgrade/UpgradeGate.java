package io.tideway.ws.internal.upgrade;

import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides every upgrade before the container does: path, connection limit, origin, and the application's {@code onUpgrade}.
 *
 * <p>A servlet filter asks it, or the standalone server. What it admits gets a ticket, which travels to the connection as
 * the request header {@link #TICKET_HEADER}; whoever asks strips that header from what comes in. Thread-safe.
 */
public final class UpgradeGate {

    /** The request header by which an admitted upgrade finds its connection. */
    public static final String TICKET_HEADER = "Tideway-Ticket";

    /** What the gate says. */
    public sealed interface Verdict {
        /**
         * The upgrade is answered with an error.
         *
         * @param status the HTTP status
         * @param reason the body, plain text
         * @param headers what the status asks for beside the usual headers
         */
        record Refused(int status, String reason, Map<String, String> headers) implements Verdict {

            /** Refuses without further headers. */
            public Refused(int status, String reason) {
                this(status, reason, Map.of());
            }
        }

        /**
         * The upgrade goes on to the container, whose request says so.
         *
         * @param ticket the value of the header {@link UpgradeGate#TICKET_HEADER}
         * @param subprotocol what {@code Sec-WebSocket-Protocol} must offer alone; empty removes that header
         * @param maxMessageBytes the largest message that the endpoint takes, so that no larger frame need be read
         * @param signs takes what the reader of the connection's frames sees
         */
        record Admitted(String ticket, Optional<String> subprotocol, int maxMessageBytes, PeerActivity signs)
                implements Verdict {

            /** Admits where nobody tells what the reader of the frames sees. */
            public Admitted(String ticket, Optional<String> subprotocol, int maxMessageBytes) {
                this(ticket, subprotocol, maxMessageBytes, new PeerActivity());
            }
        }

        /** The request is for no endpoint of Tideway: the container's to answer. */
        record NotOurs() implements Verdict {}
    }

    private final Node node;
    private final Map<PathTemplate, EndpointSpec> endpoints = new TreeMap<>();
    private final Set<String> declaredRoles;
    private final PendingUpgrades tickets;
    private volatile boolean closed;

    /**
     * Creates an open gate.
     *
     * @param endpoints the endpoints by their templates
     * @param declaredRoles the roles that the application names, whose answers outlive the request
     */
    public UpgradeGate(Node node, Map<PathTemplate, EndpointSpec> endpoints, Set<String> declaredRoles) {
        this.node = node;
        this.endpoints.putAll(endpoints);
        this.declaredRoles = declaredRoles;
        this.tickets = new PendingUpgrades(node.time());
    }

    /** Decides an upgrade that has not reached the container; never throws, runs the application's code, may block. */
    public Verdict admit(UpgradeRequest request) {
        return decide(request, request.form().defect());
    }

    /** Decides an upgrade that reached the container past every filter; never throws. */
    public Verdict admitLate(UpgradeRequest request) {
        return decide(request, Optional.empty());
    }

    /** Tells whether an admitted upgrade that is on its way to its session has this subprotocol. */
    public boolean isChosen(String subprotocol) {
        return tickets.anyWaits(
                admitted -> admitted.subprotocol().filter(subprotocol::equals).isPresent());
    }

    /** Voids a ticket whose request did not become a WebSocket; does nothing once its session has opened. */
    public void revoke(String ticket) {
        tickets.revoke(ticket);
    }

    /** Voids a ticket whose request was upgraded by something else than our endpoint, which presents the ticket first. */
    public void revokeUnlessPresented(String ticket) {
        tickets.revokeUnlessPresented(ticket);
    }

    /** Voids the tickets of handshakes that never became a connection; called now and then. */
    public void expire() {
        tickets.expire();
    }

    /** Refuses every later upgrade with 503. */
    public void close() {
        closed = true;
    }

    @Nullable
    public Admitted redeem(String ticket) {
        return tickets.redeem(ticket);
    }

    public boolean present(String ticket) {
        return tickets.present(ticket);
    }

    private Verdict decide(UpgradeRequest request, Optional<Verdict.Refused> defect) {
        if (RequestPath.isAmbiguous(request.path())) {
            return refused(new Verdict.Refused(400, UpgradeMessages.ambiguousPath()));
        }
        for (Map.Entry<PathTemplate, EndpointSpec> endpoint : endpoints.entrySet()) {
            Map<String, String> pathParams = endpoint.getKey().match(request.path());
            if (pathParams != null) {
                RequestHandshake handshake = new RequestHandshake(request, pathParams);
                return defect.isPresent()
                        ? refuse(endpoint.getValue(), handshake, defect.get())
                        : decide(request, endpoint.getValue(), handshake);
            }
        }
        return new Verdict.NotOurs();
    }

    private Verdict decide(UpgradeRequest request, EndpointSpec endpoint, RequestHandshake handshake) {
        if (closed) {
            return refuse(endpoint, handshake, 503, "the application is stopping");
        }
        OriginPolicy origins = new OriginPolicy(endpoint.options().allowedOrigins());
        if (!origins.admits(request.values("Origin"), request.first("Host"), request.secure())) {
            UpgradeMessages.originRefused(
                    endpoint.path(), handshake.path(), request.values("Origin"), request.values("Host"));
            return refused(new Verdict.Refused(403, "origin not allowed"));
        }
        if (!endpoint.slots().take()) {
            return refuse(endpoint, handshake, 503, "connection limit reached");
        }
        Verdict verdict = new Verdict.Refused(500, "");
        try {
            verdict = ask(endpoint, handshake);
        } catch (Throwable e) {
            UpgradeMessages.upgradeFailed(handshake.path(), endpoint.handler().handlerName(), e);
            verdict = refuse(endpoint, handshake, 500, "internal error");
        } finally {
            if (verdict instanceof Verdict.Refused) {
                endpoint.slots().release();
            }
        }
        return verdict;
    }

    private Verdict ask(EndpointSpec endpoint, RequestHandshake handshake) throws Exception {
        UpgradeDecision decision = endpoint.handler().upgrade(handshake);
        if (decision instanceof UpgradeDecision.Reject reject) {
            return refuse(endpoint, handshake, reject.status(), reject.reason());
        }
        Optional<String> chosen = ((UpgradeDecision.Accept) decision).subprotocol();
        List<String> offered = handshake.subprotocols();
        if (chosen.isPresent() && !offered.contains(chosen.get())) {
            UpgradeMessages.subprotocolNotOffered(
                    endpoint.handler().handlerName(),
                    offered.size(),
                    endpoint.options().subprotocols());
            return refuse(endpoint, handshake, 500, "internal error");
        }
        if (chosen.isEmpty()) {
            chosen = endpoint.options().subprotocols().stream()
                    .filter(offered::contains)
                    .findFirst();
        }
        if (chosen.isEmpty() && endpoint.options().requireSubprotocol()) {
            return refuse(endpoint, handshake, 400, "no common subprotocol");
        }
        handshake.decide(declaredRoles);
        Admitted admitted =
                new Admitted(endpoint, handshake, chosen, node.time().getAsLong());
        return new Verdict.Admitted(
                tickets.issue(admitted), chosen, endpoint.options().maxMessageBytes(), admitted.signs());
    }

    private Verdict refuse(EndpointSpec endpoint, RequestHandshake handshake, int status, String reason) {
        return refuse(endpoint, handshake, new Verdict.Refused(status, reason));
    }

    private Verdict refuse(EndpointSpec endpoint, RequestHandshake handshake, Verdict.Refused refusal) {
        UpgradeMessages.upgradeRefused(endpoint.path(), handshake, refusal.status(), refusal.reason());
        return refused(refusal);
    }

    private Verdict refused(Verdict.Refused refusal) {
        node.metrics().upgradesRefused.increment();
        return refusal;
    }
}
