package io.tideway.ws.internal.options;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reserves the configuration keys of Tideway's other modules, each below a prefix that no option of an endpoint has.
 *
 * <p>A key below such a prefix is left to its module, which checks it where it is present; the same configuration may
 * serve applications with the module and without.
 */
final class ModuleKeys {
    private static final List<String> MODULES =
            List.of("centrifuge", "cluster", "console", "realtime", "redis", "rooms", "server");

    private ModuleKeys() {}

    /** Finds the module of a key, given without {@code tideway.ws.} */
    static Optional<String> ofKey(String rest) {
        return MODULES.stream()
                .filter(module -> rest.equals(module) || rest.startsWith(module + "."))
                .findFirst();
    }

    /** Finds the module of a variable of the environment, given without {@code TIDEWAY_WS_} */
    static Optional<String> ofVariable(String rest) {
        return ofKey(rest.toLowerCase(Locale.ROOT).replaceFirst("_", "."));
    }
}
