package io.tideway.ws.redis.internal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells an operator, once for each, which rules of the access control list are missing. Of the loop's thread. */
final class Permissions {
    private static final Pattern DENIED = Pattern.compile("\\bNOPERM\\b|\\bThe user executing the script can't\\b");
    private static final Pattern COMMAND = Pattern.compile("'([a-z0-9_|-]+)'");

    private final String user;
    private final String prefix;
    private final Set<String> told = new HashSet<>();

    Permissions(String user, String prefix) {
        this.user = user;
        this.prefix = prefix;
    }

    /** Returns whether a server's answer says that the user lacks a permission. */
    static boolean areMissing(String answer) {
        return DENIED.matcher(answer).find();
    }

    /** Says which rule {@code ACL SETUSER} has to add; empty if the answer does not say it. */
    Optional<String> missingRule(String answer) {
        Matcher command = COMMAND.matcher(answer.substring(Math.max(0, answer.indexOf("NOPERM"))));
        if (answer.contains("NOPERM") && command.find()) {
            return Optional.of("+" + command.group(1));
        } else if (answer.contains("channel")) {
            return Optional.of("&" + prefix + ":*");
        } else if (answer.contains("key")) {
            return Optional.of("~" + prefix + ":*");
        }
        return Optional.empty();
    }

    /** Logs what an answer says about permissions, unless that has been logged since the last connection. */
    void check(String answer) {
        if (areMissing(answer)) {
            String advice = missingRule(answer)
                    .map(rule -> "grant it by ACL SETUSER " + user + " " + rule)
                    .orElse("a command that the scripts call is not allowed; see \"Access control list\" of"
                            + " docs/clustering.md");
            if (told.add(advice)) {
                RedisMessages.permissionMissing(user, advice, answer);
            }
        }
    }

    /** Logs again what is missing with the next connection. */
    void reset() {
        told.clear();
    }
}
