package io.tideway.ws.it.server.app;

/** Has one instance for each class loader of an application without Tideway; see {@link ClassLoaderMarker}. */
public final class PlainClassLoaderMarker {
    private static final PlainClassLoaderMarker INSTANCE = new PlainClassLoaderMarker();

    private PlainClassLoaderMarker() {}

    /** Loads the class, which creates the instance. */
    public static boolean load() {
        return INSTANCE != null;
    }
}
