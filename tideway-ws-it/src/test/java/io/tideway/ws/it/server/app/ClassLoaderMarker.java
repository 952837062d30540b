package io.tideway.ws.it.server.app;

/**
 * Shines as long as the class loader of its application lives: there is one instance for each, which nothing else
 * holds.
 *
 * <p>So whoever counts the instances in a server's heap counts the class loaders.
 */
public final class ClassLoaderMarker {
    private static final ClassLoaderMarker LIT = new ClassLoaderMarker();

    private ClassLoaderMarker() {}

    /** Lights it, which takes no more than a mention of the class. */
    public static boolean isLit() {
        return LIT != null;
    }
}
