package io.tideway.ws.internal.upgrade;

import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.connection.ConnectionServices;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.upgrade.UpgradeChecks.Named;
import io.tideway.ws.spi.UpgradeCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides every upgrade before the container does: the gate between HTTP and the connections.
 *
 * <p>The servlet filter asks it, or the standalone server. An admitted upgrade is pending until its session opens. Its
 * ticket, a random key, travels to the session in the request header {@link #TICKET_HEADER}; the caller strips that
 * header from every incoming request. For a container that overlooks the header, the thread that {@linkplain #passing
 * passes} the upgrade knows it, too. Thread-safe.
 */
public final class UpgradeGate {

    /** The request header by which an admitted upgrade finds its connection. */
    public static final String TICKET_HEADER = "Tideway-Ticket";

    private static final String STOPPING = "the application is stopping";

    /** The gate's answer to a request. */
    public sealed interface Verdict {
        /**
         * The upgrade is answered with an error.
         *
         * @param status the HTTP status
         * @param reason the body, plain text
         * @param headers further headers by their names, one value for each line
         */
        record Refused(int status, String reason, Map<String, List<String>> headers) implements Verdict {

            /** Refuses without further headers. */
            public Refused(int status, String reason) {
                this(status, reason, Map.of());
            }
        }

        /**
         * The upgrade goes on to the container, in a request that says so.
         *
         * @param ticket the value of the header {@link UpgradeGate#TICKET_HEADER}
         * @param subprotocol what {@code Sec-WebSocket-Protocol} must offer alone; empty removes that header
         * @param maxMessageBytes the largest message that the endpoint takes; larger frames need not be read
         * @param closeTimeout how long the client may take to answer a close frame
         * @param activity takes what the reader of the connection's frames sees
         */
        record Admitted(
                String ticket,
                Optional<String> subprotocol,
                int maxMessageBytes,
                Duration closeTimeout,
                UpgradeLink activity)
                implements Verdict {

            /** Admits an upgrade whose frames are read by the container alone. */
            public Admitted(String ticket, Optional<String> subprotocol, int maxMessageBytes, Duration closeTimeout) {
                this(ticket, subprotocol, maxMessageBytes, closeTimeout, new UpgradeLink());
            }
        }

        /** The request is not for an endpoint of Tideway; the container answers it. */
        record NotOurs() implements Verdict {}
    }

    private final ConnectionServices services;
    private final Map<PathTemplate, CheckedEndpoint> endpoints = new TreeMap<>();
    private final Set<String> declaredRoles;
    private final PendingUpgrades pending;
    private final PassingUpgrade passing = new PassingUpgrade();
    private volatile boolean closed;

    /**
     * Creates an open gate.
     *
     * @param endpoints the endpoints by their templates
     * @param declaredRoles the roles that the application names, whose answers outlive the request
     */
    public UpgradeGate(
            ConnectionServices services, Map<PathTemplate, EndpointSpec> endpoints, Set<String> declaredRoles) {
        this.services = services;
        endpoints.forEach((path, spec) ->
                this.endpoints.put(path, CheckedEndpoint.of(spec, this::checkNotStopping, services.log())));
        this.declaredRoles = declaredRoles;
        this.pending = new PendingUpgrades(services.time());
    }

    /** Decides an upgrade that has not reached the container; never throws, runs the application's code, may block. */
    public Verdict admit(UpgradeRequest request) {
        return decide(request, request.form().defect());
    }

    /** Decides an upgrade that reached the container past every filter; never throws. */
    public Verdict admitLate(UpgradeRequest request) {
        return decide(request, Optional.empty());
    }

    /** Begins to pass an admitted upgrade to the container on this thread; {@link #passed()} is due then. */
    public void passing(Verdict.Admitted upgrade) {
        passing.begin(upgrade);
    }

    /** Records that the container has returned. */
    public void passed() {
        passing.end();
    }

    /** Returns the upgrade that this thread is passing to the container. */
    public Optional<Verdict.Admitted> onThisThread() {
        return passing.current();
    }

    /** Tells whether an admitted upgrade that is on its way to its session has this subprotocol. */
    public boolean isChosen(String subprotocol) {
        return pending.any(
                upgrade -> upgrade.subprotocol().filter(subprotocol::equals).isPresent());
    }

    /** Ends a pending upgrade whose request did not become a WebSocket; does nothing once its session has opened. */
    public void revoke(String ticket) {
        pending.revoke(ticket);
    }

    /** Ends a pending upgrade whose handshake never reached our endpoint, which presents the ticket first. */
    public void revokeUnlessPresented(String ticket) {
        pending.revokeUnlessPresented(ticket);
    }

    /** Ends pending upgrades that never became a connection; called periodically. */
    public void expire() {
        pending.expire();
    }

    /** Ends a pending upgrade that the server's connector cannot carry out; returns how to answer it. */
    public Verdict.Refused refuseByConnector(String ticket) {
        Verdict.Refused refusal = new Verdict.Refused(501, UpgradeMessages.connectorWithoutUpgrades());
        pending.revoke(
                ticket,
                upgrade -> LoggedRefusals.log(
                        services.log(),
                        upgrade.endpoint().path(),
                        upgrade.handshake(),
                        refusal.status(),
                        refusal.reason()));
        return refused(refusal);
    }

    /** Refuses every later upgrade with 503. */
    public void close() {
        closed = true;
    }

    /**
     * Hands a presented upgrade to its session, once, whose {@link #opened()} is due then; null for a ticket that is
     * unknown or void.
     */
    @Nullable
    public PendingUpgrade redeem(String ticket) {
        return pending.redeem(ticket);
    }

    /** Records that the session of a redeemed upgrade has opened, or failed to. */
    public void opened() {
        pending.opened();
    }

    /**
     * Waits, once the gate is closed, until every admitted upgrade has become a connection or has ended; gives up after
     * the time given.
     */
    public void awaitSettled(Duration patience) {
        pending.awaitSettled(patience);
    }

    /** Records that the container has accepted the handshake; false for a ticket that is unknown or void. */
    public boolean present(String ticket) {
        return pending.present(ticket);
    }

    private UpgradeDecision checkNotStopping(Handshake handshake) {
        return closed ? UpgradeDecision.reject(503, STOPPING) : UpgradeDecision.accept();
    }

    private Verdict decide(UpgradeRequest request, Optional<Verdict.Refused> defect) {
        if (RequestPath.isAmbiguous(request.path())) {
            return refused(new Verdict.Refused(400, UpgradeMessages.ambiguousPath()));
        }
        if (!PercentEncoding.isUtf8(request.path())) {
            // Each such octet would become the same character, so different paths would give the same values.
            return refused(new Verdict.Refused(400, UpgradeMessages.pathNotUtf8()));
        }
        for (Map.Entry<PathTemplate, CheckedEndpoint> candidate : endpoints.entrySet()) {
            Map<String, String> pathParams = candidate.getKey().match(request.path());
            if (pathParams != null) {
                CheckedEndpoint endpoint = candidate.getValue();
                RequestHandshake handshake = new RequestHandshake(request, pathParams);
                return defect.isPresent() ? refuse(endpoint, handshake, defect.get()) : decide(endpoint, handshake);
            }
        }
        return new Verdict.NotOurs();
    }

    private Verdict decide(CheckedEndpoint endpoint, RequestHandshake handshake) {
        UpgradeDecision decision = endpoint.checks().check(handshake);
        if (decision instanceof UpgradeDecision.Accept accept) {
            return admit(endpoint, handshake, accept.subprotocol());
        }
        UpgradeDecision.Reject reject = (UpgradeDecision.Reject) decision;
        return refused(new Verdict.Refused(reject.status(), reject.reason(), reject.headers()));
    }

    /** Admits an upgrade, whose slot the checks have taken. */
    private Verdict admit(CheckedEndpoint endpoint, RequestHandshake handshake, Optional<String> subprotocol) {
        EndpointSpec spec = endpoint.spec();
        try {
            handshake.decide(declaredRoles);
        } catch (Throwable e) { // a LinkageError of the server, too, would keep the slot
            UpgradeChecks.failed(services.log(), "the container's check of roles", handshake, e);
            spec.slots().release();
            return refuse(endpoint, handshake, new Verdict.Refused(500, "internal error"));
        }
        PendingUpgrade upgrade =
                new PendingUpgrade(spec, handshake, subprotocol, services.time().getAsLong());
        String ticket = pending.add(upgrade);
        if (closed) { // while the checks ran; a stop that has not seen this upgrade does not wait for it
            pending.revoke(ticket);
            return refuse(endpoint, handshake, new Verdict.Refused(503, STOPPING));
        }
        return new Verdict.Admitted(
                ticket,
                subprotocol,
                spec.options().maxMessageBytes(),
                spec.options().closeTimeout(),
                upgrade.activity());
    }

    private Verdict refuse(CheckedEndpoint endpoint, RequestHandshake handshake, Verdict.Refused refusal) {
        LoggedRefusals.log(services.log(), endpoint.spec().path(), handshake, refusal.status(), refusal.reason());
        return refused(refusal);
    }

    private Verdict.Refused refused(Verdict.Refused refusal) {
        services.metrics().upgradesRefused.increment();
        return refusal;
    }

    /** An endpoint and what its upgrades have to pass, in the order that {@link UpgradeCheck} documents. */
    private record CheckedEndpoint(EndpointSpec spec, UpgradeChecks checks) {
        static CheckedEndpoint of(EndpointSpec spec, UpgradeCheck stopping, SummedLog log) {
            String path = spec.path();
            String handler = spec.handler().handlerName();
            UpgradeCheck origin = new OriginCheck(path, spec.options().allowedOrigins(), log);
            UpgradeCheck application = new SubprotocolCheck(spec.options(), handler, log, spec.handler()::upgrade);
            UpgradeCheck limited = new ConnectionLimitCheck(spec.slots(), application);
            return new CheckedEndpoint(
                    spec,
                    new UpgradeChecks(
                            path,
                            List.of(
                                    new Named("the check for a stop", new LoggedRefusals(path, stopping, log)),
                                    new Named("the origin check", origin),
                                    new Named("onUpgrade of " + handler, new LoggedRefusals(path, limited, log))),
                            log));
        }
    }
}
