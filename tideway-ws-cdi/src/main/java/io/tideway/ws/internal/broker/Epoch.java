package io.tideway.ws.internal.broker;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the epochs of logs. */
final class Epoch {
    private static final int BYTES = 6; // eight characters
    private static final SecureRandom RANDOM = new SecureRandom();

    private Epoch() {}

    /** Returns a name that no other life of any log has. */
    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
