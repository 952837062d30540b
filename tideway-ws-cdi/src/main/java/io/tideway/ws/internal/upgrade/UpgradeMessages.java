package io.tideway.ws.internal.upgrade;

import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;
import java.util.List;

/** Holds the log lines and error texts of upgrades; ids 300 to 329. */
final class UpgradeMessages {
    private static final SafeLog LOGGED_REFUSALS = SafeLog.of(LoggedRefusals.class);
    private static final SafeLog ORIGIN_CHECK = SafeLog.of(OriginCheck.class);
    private static final SafeLog SUBPROTOCOL_CHECK = SafeLog.of(SubprotocolCheck.class);
    private static final SafeLog UPGRADE_CHECKS = SafeLog.of(UpgradeChecks.class);

    private UpgradeMessages() {}

    /** Tells of a refused upgrade. */
    static SafeLog.Entry upgradeRefused(String endpoint, String path, String origin, int status, String reason) {
        return LOGGED_REFUSALS.entry(
                Level.INFO,
                null,
                "TIDEWAY-301 upgrade of %s for %s refused with %s: %s (origin %s)",
                Text.cut(path),
                endpoint,
                status,
                reason,
                Text.cut(origin));
    }

    /** Tells of a check of an upgrade that threw; the check's name is such as "onUpgrade of app.Chat". */
    static SafeLog.Entry upgradeFailed(String check, String path, Throwable cause) {
        return UPGRADE_CHECKS.entry(
                Level.ERROR,
                cause,
                "TIDEWAY-302 %s failed for %s, so the upgrade is refused with 500: %s",
                check,
                Text.cut(path),
                cause);
    }

    /** Says that a handshake is a snapshot now. */
    static String handshakeDecided() {
        return "TIDEWAY-303 the upgrade has been decided: use Connection.setUserId and Connection.setMetadata instead";
    }

    /** Tells of the choice of a subprotocol that was not offered; leaves out the client's, which may be tokens. */
    static SafeLog.Entry subprotocolNotOffered(String handler, int offered, List<String> own) {
        return SUBPROTOCOL_CHECK.entry(
                Level.ERROR,
                null,
                "TIDEWAY-304 onUpgrade of %s, or an UpgradeCheck before it, accepted a subprotocol that is not among the %s"
                        + " that the client offers (the endpoint's are %s): accept one of Handshake.subprotocols()",
                handler,
                offered,
                own);
    }

    /** Tells of an upgrade that was refused for its origin, and how to allow it. */
    static SafeLog.Entry originRefused(String endpoint, String path, List<String> origins, List<String> hosts) {
        return ORIGIN_CHECK.entry(
                Level.INFO,
                null,
                "TIDEWAY-305 upgrade of %s for %s refused with 403: the origin %s is neither that of the request's host %s"
                        + " nor in allowed-origins; add it there if its pages may connect",
                Text.cut(path),
                endpoint,
                Text.cutAll(origins),
                hosts.isEmpty() ? "(none)" : Text.cutAll(hosts));
    }

    /** Answers a path that containers resolve to another one. */
    static String ambiguousPath() {
        return "the path must not have dot segments or empty segments";
    }

    /** Answers a path whose escapes are not UTF-8. */
    static String pathNotUtf8() {
        return "the path has an escape that is not UTF-8";
    }

    /** Answers a handshake by another method. */
    static String handshakeMethod() {
        return "a WebSocket handshake is a GET request";
    }

    /** Answers a request that is not a complete handshake. */
    static String handshakeHeaders() {
        return "a WebSocket handshake is HTTP/1.1 with Connection: Upgrade and Upgrade: websocket";
    }

    /** Answers a handshake without a host, with several, or with one that is not valid in a URI. */
    static String handshakeHost() {
        return "a WebSocket handshake has one Host: a name or an address, and optionally a port";
    }

    /** Answers a handshake with a body. */
    static String handshakeBody() {
        return "a WebSocket handshake has no body";
    }

    /** Answers an unknown version of the protocol. */
    static String handshakeVersion() {
        return "Sec-WebSocket-Version must be 13";
    }

    /** Answers a missing or malformed key. */
    static String handshakeKey() {
        return "Sec-WebSocket-Key must be 16 bytes in Base64";
    }

    /** Answers an upgrade on a connection that the server cannot turn into a WebSocket, as one for AJP. */
    static String connectorWithoutUpgrades() {
        return "the server's connector cannot upgrade to WebSocket, like one for AJP: let the proxy speak HTTP to the server";
    }

    /** Says that a segment is a variable or wildcard of another framework. */
    static String foreignVariable(String path, String segment, String cure) {
        return "the path \"" + Text.clean(path) + "\" is not accepted: the segment \"" + Text.clean(segment)
                + "\" would match no other text; for a segment with any value write it like \"" + Text.clean(cure)
                + "\"";
    }

    /** Says why a path is not accepted. */
    static String badPath(String path, String why) {
        return "the path \"" + Text.clean(path) + "\" is not accepted: " + why
                + "; write it like \"/chat\" or \"/chat/{room}\"";
    }
}
