package io.tideway.ws.it.contract.app;

/** Shows by {@link java.util.ServiceLoader} whether the application's class loader is the context class loader. */
public interface ApplicationService {

    /** Belongs to the application, whose {@code META-INF/services} names it. */
    final class Provider implements ApplicationService {}
}
