package io.tideway.ws.internal.options;

import io.tideway.ws.internal.messages.SafeLog;
import io.tideway.ws.internal.messages.Text;
import java.lang.System.Logger.Level;
import java.util.Collection;

/** Holds the log lines and error texts of the options; ids 120 to 139. */
final class OptionMessages {
    private static final SafeLog OPTION_RESOLVER = SafeLog.of(OptionResolver.class);

    private OptionMessages() {}

    /** Says that a configured option does not exist. */
    static String unknownOption(String key, Collection<String> known) {
        return "TIDEWAY-120 the configuration key " + Text.clean(key) + " is not an option; the options are "
                + String.join(", ", known);
    }

    /** Says that a path lacks its quotes. */
    static String pathWithoutQuotes(String key, String quoted) {
        return "TIDEWAY-120 the configuration key " + Text.clean(key)
                + " is not an option; the path of an endpoint needs quotes: " + Text.clean(quoted);
    }

    /** Says that an option of the application is configured for one endpoint. */
    static String optionOfTheApplication(String key, String keyOfTheApplication) {
        return "TIDEWAY-120 the configuration key " + Text.clean(key)
                + " is for one endpoint, but the option belongs to the whole application; set " + keyOfTheApplication
                + " instead";
    }

    /** Says that a configured value is not accepted. */
    static String badSetting(String problem, String key) {
        return "TIDEWAY-121 " + problem + ", in the configuration key " + Text.clean(key);
    }

    /** Says that an option has an invalid value. */
    static String badValue(String option, String value, String expected) {
        return option + " must be " + expected + ", but was \"" + Text.clean(value) + "\"";
    }

    /** Says that an annotation's option has several values. */
    static String severalValues(String option, int count) {
        return option + " takes one value, but has " + count + "; keep one";
    }

    /** Logs a key that does not belong to an endpoint of this application. */
    static void settingForNoEndpoint(String key) {
        OPTION_RESOLVER.log(
                Level.INFO,
                null,
                "TIDEWAY-122 the configuration key %s does not belong to an endpoint of this application",
                key);
    }

    /** Logs a key that another module of Tideway reads. */
    static void settingOfModule(String key, String module) {
        OPTION_RESOLVER.log(
                Level.DEBUG,
                null,
                "TIDEWAY-123 the configuration key %s is left to Tideway's module \"%s\"",
                key,
                module);
    }
}
