package io.tideway.ws.tyrus.internal.tls;

import java.nio.file.Path;

/** Holds the error texts of the TLS settings; ids ST110 to ST119. */
final class TlsMessages {
    private TlsMessages() {}

    /** Says that a file of TLS cannot be read. */
    static String unreadable(Path file, Throwable cause) {
        return "TIDEWAY-ST110 cannot read " + file + " for tls(…): " + cause
                + "; name a file that this process may read";
    }

    /** Says that a file has no certificate. */
    static String noCertificate(Path file) {
        return "TIDEWAY-ST111 " + file + " must have the server's certificate for tls(…), from -----BEGIN"
                + " CERTIFICATE----- on, but has none that can be read";
    }

    /** Says that a file has no private key in the one form that is read. */
    static String noPrivateKey(Path file, String found) {
        return "TIDEWAY-ST112 " + file + " must have a private key for tls(…) that begins with -----BEGIN PRIVATE"
                + " KEY-----, but has " + found + "; openssl pkcs8 -topk8 -nodes -in " + file + " converts it";
    }

    /** Says that a private key cannot be read. */
    static String badPrivateKey(Path file, String algorithm) {
        return "TIDEWAY-ST113 " + file + " must have the private key of the certificate for tls(…), which is of "
                + algorithm + ", but what it has is not a key of that kind";
    }

    /** Says that a key is not the certificate's. */
    static String notAPair(Path chain, Path key) {
        return "TIDEWAY-ST114 the private key in " + key + " does not belong to the first certificate in " + chain
                + "; that one must be the server's own, those that issued it come after it";
    }

    /** Says that Java cannot make use of a key. */
    static String pemUnusable(Path chain, Path key, Throwable cause) {
        return "TIDEWAY-ST115 cannot use " + chain + " and " + key + " for tls(…): " + cause;
    }
}
