package io.tideway.ws.it.server.app;

/** Shines as long as the class loader of an application without Tideway lives; see {@link ClassLoaderMarker}. */
public final class PlainClassLoaderMarker {
    private static final PlainClassLoaderMarker LIT = new PlainClassLoaderMarker();

    private PlainClassLoaderMarker() {}

    /** Lights it, which takes no more than a mention of the class. */
    public static boolean isLit() {
        return LIT != null;
    }
}
