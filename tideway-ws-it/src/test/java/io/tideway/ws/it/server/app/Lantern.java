package io.tideway.ws.it.server.app;

/** Shines as long as the class loader of an application without Tideway lives; see {@link Beacon}. */
public final class Lantern {
    private static final Lantern LIT = new Lantern();

    private Lantern() {}

    /** Lights it, which takes no more than a mention of the class. */
    public static boolean isLit() {
        return LIT != null;
    }
}
