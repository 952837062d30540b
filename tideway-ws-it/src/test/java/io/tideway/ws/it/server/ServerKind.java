package io.tideway.ws.it.server;

import java.util.List;
import java.util.function.Function;

/** The servers that the tests know. */
public enum ServerKind {
    /** Apache Tomcat with Weld, Yasson and Jersey added by the server's own configuration. */
    TOMCAT("tomcat", "Tomcat + Weld", Java.ANY, kind -> new Tomcat(kind, "apache-tomcat-10", "tomcat-libraries")),
    /** WildFly, {@code standalone.xml}. */
    WILDFLY("wildfly", "WildFly", Java.ANY, kind -> new WildFly(kind, "wildfly-3")),
    /** Payara Micro. */
    PAYARA_MICRO("payara-micro", "Payara Micro", Java.OF_EE_10, kind -> new PayaraMicro(kind, "payara-micro-6")),
    /** Open Liberty with the features of {@code servers/liberty/server.xml}. */
    OPEN_LIBERTY("open-liberty", "Open Liberty", Java.ANY, OpenLiberty::new),
    /** Jetty 12.0 for Jakarta EE 10, with the libraries of Tomcat. */
    JETTY_12_0_EE10(
            "jetty-12.0-ee10",
            "Jetty 12.0 ee10 + Weld",
            Java.OF_EE_10,
            kind -> new Jetty(kind, "ee10", "tomcat-libraries")),
    /** Jetty 12.1 for Jakarta EE 10, with the libraries of Tomcat. */
    JETTY_12_1_EE10(
            "jetty-12.1-ee10",
            "Jetty 12.1 ee10 + Weld",
            Java.OF_EE_10,
            kind -> new Jetty(kind, "ee10", "tomcat-libraries")),
    /** Jetty 12.1 for Jakarta EE 11, with Weld 6, Yasson and Jersey 4. */
    JETTY_12_1_EE11(
            "jetty-12.1-ee11",
            "Jetty 12.1 ee11 + Weld",
            Java.OF_EE_11,
            kind -> new Jetty(kind, "ee11", "libraries-ee11")),
    /** Apache Tomcat 11 with Weld 6, Yasson and Jersey 4 added by the server's own configuration. */
    TOMCAT_11(
            "tomcat-11",
            "Tomcat 11 + Weld",
            Java.OF_EE_11,
            kind -> new Tomcat(kind, "apache-tomcat-11", "libraries-ee11")),
    /** WildFly Preview, {@code standalone.xml}. */
    WILDFLY_PREVIEW("wildfly-preview", "WildFly Preview", Java.OF_EE_11, kind -> new WildFly(kind, "wildfly-preview")),
    /** Payara Micro 7. */
    PAYARA_MICRO_7("payara-micro-7", "Payara Micro 7", Java.OF_EE_11, kind -> new PayaraMicro(kind, "payara-micro-7")),
    /** GlassFish 7, Jakarta EE 10. */
    GLASSFISH_7("glassfish-7", "GlassFish 7", Java.OF_EE_10, kind -> new GlassFish(kind, "glassfish-7")),
    /** GlassFish 8, Jakarta EE 11. */
    GLASSFISH_8("glassfish-8", "GlassFish 8", Java.OF_EE_11, kind -> new GlassFish(kind, "glassfish-8")),
    /** TomEE 10, Jakarta EE 10 with OpenWebBeans and Johnzon; without SOAP. */
    TOMEE("tomee", "TomEE", Java.OF_EE_10, TomEe::new);

    /** The system property that names the servers to test on, separated by commas; all where it is absent or empty. */
    static final String SELECTION = "tideway.it.servers";

    private final String option;
    private final String title;
    private final Java java;
    private final Function<ServerKind, Server> maker;

    ServerKind(String option, String title, Java java, Function<ServerKind, Server> maker) {
        this.option = option;
        this.title = title;
        this.java = java;
        this.maker = maker;
    }

    /** Returns the name that people use. */
    public String title() {
        return title;
    }

    /** Makes a server that is not started yet. */
    Server make() {
        return maker.apply(this);
    }

    /** Tells whether this run is to test on this server. */
    boolean selected() {
        List<String> names = List.of(System.getProperty(SELECTION, "").split(","));
        return names.equals(List.of("")) || names.contains(option());
    }

    /** Returns the versions of Java that its tests run on, as in {@code 17 to 21}. */
    public String javaVersions() {
        return java.toString();
    }

    /** Returns the versions of Java that its tests run on. */
    Java java() {
        return java;
    }

    /** Returns the name for {@link #SELECTION}, as in {@code open-liberty}. */
    public String option() {
        return option;
    }

    /** The versions of Java that a server's tests run on, so that each generation runs on the one its users have. */
    enum Java {
        /** Every one. */
        ANY(17, Integer.MAX_VALUE),
        /** Those that came with Jakarta EE 10. */
        OF_EE_10(17, 21),
        /** Those that came with Jakarta EE 11. */
        OF_EE_11(21, Integer.MAX_VALUE);

        private final int first;
        private final int last;

        Java(int first, int last) {
            this.first = first;
            this.last = last;
        }

        /** Tells whether a version is among them. */
        boolean includes(int feature) {
            return first <= feature && feature <= last;
        }

        @Override
        public String toString() {
            return last == Integer.MAX_VALUE ? first + " or later" : first + " to " + last;
        }
    }
}
