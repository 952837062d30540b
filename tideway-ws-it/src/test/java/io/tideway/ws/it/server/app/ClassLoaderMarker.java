package io.tideway.ws.it.server.app;

/**
 * Has one instance for each class loader of its application, which nothing else holds.
 *
 * <p>So a server's heap holds as many instances as class loaders.
 */
public final class ClassLoaderMarker {
    private static final ClassLoaderMarker INSTANCE = new ClassLoaderMarker();

    private ClassLoaderMarker() {}

    /** Loads the class, which creates the instance. */
    public static boolean load() {
        return INSTANCE != null;
    }
}
