package io.tideway.ws.internal.threads;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in which method, the JDK's aside, threads are. */
public final class ThreadPlaces {
    private static final int MOST_THREADS = 5;
    private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun)\\.");

    private ThreadPlaces() {}

    /** Returns the names and positions of at most five threads, and the number of the others. */
    public static String of(Collection<Thread> threads) {
        String first = threads.stream()
                .limit(MOST_THREADS)
                .map(thread -> thread.getName() + place(thread))
                .collect(Collectors.joining(", "));
        return threads.size() <= MOST_THREADS ? first : first + " and " + (threads.size() - MOST_THREADS) + " more";
    }

    private static String place(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !JDK.matcher(frame.getClassName()).lookingAt())
                .findFirst()
                .map(frame -> " in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
    }
}
