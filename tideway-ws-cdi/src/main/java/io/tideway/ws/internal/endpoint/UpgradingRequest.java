package io.tideway.ws.internal.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows the container a request whose ticket and subprotocol are the gate's, never the client's. */
final class UpgradingRequest extends HttpServletRequestWrapper {
    private static final String SUBPROTOCOL_HEADER = "Sec-WebSocket-Protocol";

    private final @Nullable String ticket;
    private final @Nullable String subprotocol;
    private final boolean decided;

    /** Shows an admitted upgrade. */
    UpgradingRequest(HttpServletRequest request, @Nullable String ticket, @Nullable String subprotocol) {
        this(request, ticket, subprotocol, true);
    }

    /** Shows an upgrade, whose subprotocols stay the client's where nothing is decided. */
    UpgradingRequest(
            HttpServletRequest request, @Nullable String ticket, @Nullable String subprotocol, boolean decided) {
        super(request);
        this.ticket = ticket;
        this.subprotocol = subprotocol;
        this.decided = decided;
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (isTicket(name)) {
            return ticket;
        }
        return isSubprotocol(name) ? subprotocol : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (isTicket(name) || isSubprotocol(name)) {
            String value = getHeader(name);
            return value == null ? Collections.emptyEnumeration() : Collections.enumeration(Set.of(value));
        }
        return super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
        names.removeIf(name -> isTicket(name) || isSubprotocol(name));
        if (ticket != null) {
            names.add(UpgradeGate.TICKET_HEADER);
        }
        if (decided && subprotocol != null) {
            names.add(SUBPROTOCOL_HEADER);
        }
        return Collections.enumeration(names);
    }

    private static boolean isTicket(String name) {
        return UpgradeGate.TICKET_HEADER.equalsIgnoreCase(name);
    }

    private boolean isSubprotocol(String name) {
        return decided && SUBPROTOCOL_HEADER.equalsIgnoreCase(name);
    }
}
