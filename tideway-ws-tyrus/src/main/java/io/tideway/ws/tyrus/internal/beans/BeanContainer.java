package io.tideway.ws.tyrus.internal.beans;

import io.tideway.ws.internal.bootstrap.ProgramHost;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jboss.weld.config.ConfigurationKey;
import org.jboss.weld.environment.se.Weld;

/** Boots Weld SE, any number of times in one JVM. */
public final class BeanContainer {

    private BeanContainer() {}

    /** Returns the class loader by which a container finds beans and services. */
    public static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : BeanContainer.class.getClassLoader();
    }

    /**
     * Boots a container.
     *
     * @param id its id, unique in the JVM
     * @param named bean classes, wherever they are
     * @param discovery where others are looked for
     * @param mistakes what else keeps the application from starting, told with what is wrong with its handlers
     * @return the running container; the caller closes it
     * @throws DeploymentException if something is wrong with the beans, or there are other mistakes
     */
    public static SeContainer start(String id, List<Class<?>> named, Discovery discovery, List<String> mistakes) {
        QuietLogs.quiet();
        ClassLoader loader = loader();
        Set<Class<?>> beans = new LinkedHashSet<>(named);
        if (discovery == Discovery.PROJECT) {
            beans.addAll(ProjectDirectories.beans(loader, null));
        }
        Weld weld = new DeduplicatingWeld(id)
                .setClassLoader(loader)
                // Weld's own hook would take the beans away before the connections have been closed.
                .skipShutdownHook()
                // The thread of Weld's preloader would outlive a start that fails.
                .property(ConfigurationKey.PRELOADER_THREAD_POOL_SIZE.get(), 0)
                .addBeanClasses(beans.toArray(Class<?>[]::new));
        // Without a bean Weld would refuse to start, but a server for HTTP alone is useful, too.
        weld.addExtension(new ProgramHost(WeldRequestScope::of));
        weld.addExtension(new AddedErrorsExtension(mistakes));
        if (discovery == Discovery.NONE) {
            // Weld would leave out the extensions, too, and Tideway is one.
            ServiceLoader.load(Extension.class, loader).forEach(weld::addExtension);
            weld.disableDiscovery();
        }
        try {
            return weld.initialize();
        } catch (DeploymentException e) {
            throw DeploymentErrors.readable(e);
        }
    }
}
