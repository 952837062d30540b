package io.tideway.ws.internal.upgrade;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an IP address as text without ever asking DNS: it may come from a proxy's header, and so from a client. */
public final class AddressLiteral {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final int LARGEST_BYTE = 255;

    private AddressLiteral() {}

    /** Returns the address, without its zone; empty for anything that is not an address literal. */
    public static Optional<InetAddress> parse(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String address = bracketed ? text.substring(1, text.length() - 1) : text;
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        try {
            if (!bracketed && zone < 0 && IPV4.matcher(literal).matches()) {
                return ipv4(literal);
            }
            // With a colon the JDK reads it as an address only, or throws.
            return IPV6.matcher(literal).matches() ? Optional.of(InetAddress.getByName(literal)) : Optional.empty();
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> ipv4(String literal) throws UnknownHostException {
        byte[] bytes = new byte[4];
        String[] parts = literal.split("\\.", -1);
        for (int i = 0; i < bytes.length; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > LARGEST_BYTE) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        return Optional.of(InetAddress.getByAddress(bytes));
    }
}
