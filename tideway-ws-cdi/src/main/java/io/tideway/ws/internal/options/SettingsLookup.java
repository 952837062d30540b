package io.tideway.ws.internal.options;

/** Finds where the application is configured. */
public final class SettingsLookup {
    private SettingsLookup() {}

    /** Returns MicroProfile Config where the server has it, else system properties and environment. */
    public static Settings find(ClassLoader loader) {
        try {
            Class.forName("org.eclipse.microprofile.config.ConfigProvider", false, loader);
            return new MicroProfileSettings(loader);
        } catch (ClassNotFoundException | LinkageError | IllegalStateException noConfigHere) {
            return new SystemSettings(System.getProperties(), System.getenv());
        }
    }
}
