package io.tideway.ws.internal.bootstrap;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;

/** Says of a CDI container that its program starts the endpoints itself, so that no servlet container has to. */
public final class ProgramHost implements Extension {
    private static final String SERVLETS = "jakarta.servlet.ServletContainerInitializer";

    /** Creates an extension without observers. */
    public ProgramHost() {}

    /** Tells whether neither a program nor a servlet container will start the endpoints. */
    static boolean isMissing(BeanManager beans, ClassLoader application) {
        return !isExtensionOf(beans) && !hasServlets(application);
    }

    private static boolean isExtensionOf(BeanManager beans) {
        try {
            return beans.getExtension(ProgramHost.class) != null;
        } catch (IllegalArgumentException noSuchExtension) {
            return false;
        }
    }

    private static boolean hasServlets(ClassLoader loader) {
        try {
            return Class.forName(SERVLETS, false, loader) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
