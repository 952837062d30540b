package io.tideway.ws.internal.broker;

import io.tideway.ws.spi.Broker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Lets a test answer the calls to a broker. */
@FunctionalInterface
interface HookedBroker {
    /** Answers a call, or passes it on. */
    Object call(Broker broker, Method method, Object[] arguments);

    /** Puts a hook before a broker. */
    static Broker around(Broker broker, HookedBroker hook) {
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(),
                new Class<?>[] {Broker.class},
                (proxy, method, arguments) -> hook.call(broker, method, arguments));
    }

    /** Makes the call. */
    static Object pass(Broker broker, Method method, Object[] arguments) {
        try {
            return method.invoke(broker, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
