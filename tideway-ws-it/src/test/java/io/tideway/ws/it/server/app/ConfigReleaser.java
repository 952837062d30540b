package io.tideway.ws.it.server.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** Releases MicroProfile Config when its application stops, where the server does not. */
@WebListener
public class ConfigReleaser implements ServletContextListener {
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        // GlassFish hands out a wrapper, and releases only what is in it.
        Config config = ConfigProvider.getConfig().unwrap(Config.class);
        ConfigProviderResolver.instance().releaseConfig(config);
    }
}
