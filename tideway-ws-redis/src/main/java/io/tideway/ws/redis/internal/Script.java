package io.tideway.ws.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Lists the scripts, each of which is one atomic step for everyone else. */
enum Script {
    APPEND,
    READ,
    RETAIN,
    PRESENCE,
    NODES;

    private final String text;
    private final String digest;

    Script() {
        String name = name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream file = Script.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            byte[] bytes = file.readAllBytes();
            text = new String(bytes, StandardCharsets.UTF_8);
            digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (IOException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException(name + " cannot be read", broken);
        }
    }

    String text() {
        return text;
    }

    /** Returns the name by which Redis knows the script. */
    String digest() {
        return digest;
    }
}
