package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.spi.EndpointProtocol;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.ProtocolProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;

/** Provides the protocol for handlers of the type {@link LateHistory}. */
public final class LateHistoryProvider implements ProtocolProvider {
    @Override
    public Class<? extends WebSocketHandler> handlerType() {
        return LateHistory.class;
    }

    @Override
    public EndpointProtocol protocol(ProtocolEndpoint endpoint) {
        return new CentrifugeProtocol((ProtocolEndpoint) Proxy.newProxyInstance(
                LateHistoryProvider.class.getClassLoader(),
                new Class<?>[] {ProtocolEndpoint.class},
                (proxy, method, arguments) -> call(endpoint, method, arguments)));
    }

    private static Object call(ProtocolEndpoint endpoint, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "clock" -> InstantSource.fixed(LateHistory.NOW);
            case "history" ->
                LateHistory.Gate.opened()
                        .thenCompose(open -> endpoint.history(
                                (String) arguments[0], (HistoryQuery) arguments[1], (int) arguments[2]));
            default -> {
                try {
                    yield method.invoke(endpoint, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        };
    }
}
