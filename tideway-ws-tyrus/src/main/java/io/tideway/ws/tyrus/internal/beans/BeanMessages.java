package io.tideway.ws.tyrus.internal.beans;

import io.tideway.ws.internal.messages.SafeLog;
import java.lang.System.Logger.Level;
import java.net.URI;

/** Holds the log lines and error texts of the search for beans; ids ST120 to ST129. */
final class BeanMessages {
    private static final SafeLog DIRECTORIES = SafeLog.of(ProjectDirectories.class);

    private BeanMessages() {}

    /** Says why a class cannot be a bean. */
    static String noBeanClass(Class<?> type, String why) {
        return "TIDEWAY-ST120 " + type.getName() + " cannot be one of beans(…): it is " + why
                + "; name a concrete class, static where it is nested";
    }

    /** Says how many mistakes follow, each with an id of its own. */
    static String mistakes(int count) {
        return "the deployment has " + count + " mistakes:";
    }

    /** Logs a class of the project that could not be looked at. */
    static void classSkipped(String className, Throwable cause) {
        DIRECTORIES.log(
                Level.DEBUG,
                cause,
                "TIDEWAY-ST121 %s is not a bean here, since it cannot be loaded: %s",
                className,
                String.valueOf(cause));
    }

    /** Logs a directory of the class path that could not be searched. */
    static void directorySkipped(URI directory, Throwable cause) {
        DIRECTORIES.log(
                Level.WARNING,
                cause,
                "TIDEWAY-ST122 %s cannot be searched for beans: %s",
                directory,
                String.valueOf(cause));
    }
}
