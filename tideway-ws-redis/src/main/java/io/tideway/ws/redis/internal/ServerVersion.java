package io.tideway.ws.redis.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses servers that are too old: some would take calls in part only. */
final class ServerVersion {
    private static final int LEAST = 7;
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,9})\\..*");

    private ServerVersion() {}

    /**
     * Checks the version that a server tells of itself; Valkey tells that of the Redis it is compatible with.
     *
     * @throws IllegalStateException if the server is too old
     */
    static void require(String address, String version) {
        Matcher major = MAJOR.matcher(version);
        if (major.matches() && Integer.parseInt(major.group(1)) < LEAST) {
            throw new IllegalStateException(RedisMessages.tooOld(address, version));
        }
    }
}
