package io.tideway.ws.it.contract.app;

/** Is found by {@link java.util.ServiceLoader} where the application's class loader is the context class loader. */
public interface ApplicationService {

    /** Is named in the application's {@code META-INF/services}. */
    final class Provider implements ApplicationService {}
}
