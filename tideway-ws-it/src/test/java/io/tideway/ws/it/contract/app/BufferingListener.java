package io.tideway.ws.it.contract.app;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/** Adds a {@link BufferingFilter} as frameworks do, which some servers place in front of all filters before it. */
@WebListener
public class BufferingListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        FilterRegistration.Dynamic filter =
                event.getServletContext().addFilter("buffering, added by a listener", new BufferingFilter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/buffered/added");
    }
}
