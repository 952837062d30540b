package io.tideway.ws.tyrus.internal.http;

/** Judges the value of a {@code Host} field (RFC 9110 §7.2): a host, with a port or without, and nothing else. */
final class HostField {

    private static final int MAX_PORT = 65_535;

    private HostField() {}

    /** Leaves out a port that is empty, which means the default one (RFC 3986 §3.2.3). */
    static String withoutEmptyPort(String authority) {
        return authority.endsWith(":") ? authority.substring(0, authority.length() - 1) : authority;
    }

    static void check(String value) throws RequestRefused {
        int end = value.startsWith("[") ? value.indexOf(']') + 1 : value.indexOf(':');
        String host = end < 0 ? value : value.substring(0, end);
        String rest = value.substring(host.length());
        boolean known = value.startsWith("[")
                ? host.length() > 2 && Octets.isIpLiteral(host.substring(1, host.length() - 1))
                : Octets.isHostName(host);
        if (!known || (!rest.isEmpty() && !isPort(rest))) {
            throw RequestRefused.bad("the Host field must be a host, and a port where it has one");
        }
    }

    private static boolean isPort(String colonAndPort) {
        String port = colonAndPort.substring(1);
        if (colonAndPort.charAt(0) != ':') {
            return false;
        }
        return port.isEmpty() || (Octets.isNumber(port, 5) && Integer.parseInt(port) <= MAX_PORT);
    }
}
