package io.tideway.ws.internal.container;

import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Suspends and resumes the session itself, which Tomcat's can. */
final class TomcatFlow extends SwitchedFlow {
    static final String SESSIONS = "org.apache.tomcat.";

    private final Session session;
    private final Methods methods;

    private TomcatFlow(Session session, Methods methods) {
        this.session = session;
        this.methods = methods;
    }

    @Override
    protected void turnOff() {
        call(methods.suspend);
    }

    @Override
    protected void turnOn() {
        call(methods.resume);
    }

    private void call(MethodHandle method) {
        try {
            method.invokeExact(session);
        } catch (Throwable e) {
            throw new IllegalStateException("the session cannot be suspended and resumed", e); // declares no exception
        }
    }

    /** Holds what Tomcat's sessions have beyond those of Jakarta WebSocket; the same for all. */
    static final class Methods {
        private final MethodHandle suspend;
        private final MethodHandle resume;

        /**
         * Finds the methods.
         *
         * @throws ReflectiveOperationException if this Tomcat has none
         */
        Methods(Class<? extends Session> type) throws ReflectiveOperationException {
            this.suspend = method(type, "suspend");
            this.resume = method(type, "resume");
        }

        InboundFlow of(Session session) {
            return new TomcatFlow(session, this);
        }

        private static MethodHandle method(Class<?> type, String name) throws ReflectiveOperationException {
            return MethodHandles.publicLookup()
                    .findVirtual(type, name, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Session.class));
        }
    }
}
