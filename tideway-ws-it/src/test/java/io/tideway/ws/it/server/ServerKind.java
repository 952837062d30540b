package io.tideway.ws.it.server;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The servers that the tests know. */
public enum ServerKind {
    /** Apache Tomcat with Weld, Yasson and Jersey added by the server's own configuration. */
    TOMCAT("Tomcat + Weld", Tomcat::new),
    /** WildFly, {@code standalone.xml}. */
    WILDFLY("WildFly", WildFly::new),
    /** Payara Micro. */
    PAYARA_MICRO("Payara Micro", PayaraMicro::new),
    /** Open Liberty with the features of {@code servers/liberty/server.xml}. */
    OPEN_LIBERTY("Open Liberty", OpenLiberty::new);

    /** The system property that names the servers to test on, separated by commas; all where it is absent or empty. */
    static final String SELECTION = "tideway.it.servers";

    private final String title;
    private final Supplier<Server> maker;

    ServerKind(String title, Supplier<Server> maker) {
        this.title = title;
        this.maker = maker;
    }

    /** Returns the name that people use. */
    public String title() {
        return title;
    }

    /** Makes a server that is not started yet. */
    Server make() {
        return maker.get();
    }

    /** Tells whether this run is to test on this server. */
    boolean selected() {
        List<String> names = List.of(System.getProperty(SELECTION, "").split(","));
        return names.equals(List.of("")) || names.contains(option());
    }

    /** Returns the name for {@link #SELECTION}, as in {@code open-liberty}. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
