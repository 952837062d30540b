package io.tideway.ws.it.contract;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs the contract application on one server while a {@link ServerContract} is tested, and hands out its
 * {@link ContractClient}.
 */
public abstract class ServerUnderTest
        implements BeforeAllCallback, AfterAllCallback, AfterEachCallback, ParameterResolver {
    private Class<?> owner;
    private final Set<Deviation> deviations;
    private URI base;
    private ContractClient application;

    /** Runs a server with these deviations. */
    protected ServerUnderTest(Deviation... deviations) {
        this.deviations = Set.of(deviations);
    }

    /** Starts the server and deploys the application; returns its address, which ends in a slash. */
    protected abstract URI start() throws Exception;

    /** Stops the server. */
    protected abstract void stop() throws Exception;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (owner == null) {
            owner = context.getRequiredTestClass();
            base = start();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (context.getRequiredTestClass() == owner) {
            stop();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (application != null) {
            application.close();
            application = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ContractClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (application == null) {
            application = new ContractClient(base, deviations);
        }
        return application;
    }
}
