package org.apache.tomcat.fake;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.List;

/** Makes sessions that look like those of Tomcat by the name of their class, and cannot be suspended. */
public final class FakeTomcat {
    private FakeTomcat() {}

    /** Puts the class of the sessions into this package. */
    interface TomcatSession extends Session {}

    /** Makes a session. */
    public static Session session() {
        return (Session) Proxy.newProxyInstance(
                FakeTomcat.class.getClassLoader(),
                new Class<?>[] {TomcatSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getNegotiatedExtensions" -> List.of();
                    case "toString" -> "fake";
                    default -> null;
                });
    }
}
