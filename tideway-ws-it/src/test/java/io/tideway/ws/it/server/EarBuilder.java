package io.tideway.ws.it.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Builds an EAR of WARs and jars of enterprise beans. */
final class EarBuilder {
    private static final String APPLICATION =
            "<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">%s</application>";
    private static final String MODULE =
            "<module><web><web-uri>%s.war</web-uri><context-root>%s</context-root></web></module>";

    private final String name;
    private final Map<String, byte[]> entries = new TreeMap<>();
    private final StringBuilder modules = new StringBuilder();

    private EarBuilder(String name) {
        this.name = name;
    }

    /** Begins an EAR without WARs and libraries. */
    static EarBuilder ear(String name) {
        return new EarBuilder(name);
    }

    /** Adds a WAR at a context path, as in {@code "/shop"}. */
    EarBuilder war(WarBuilder war, String contextPath) {
        String file = contextPath.substring(1);
        entries.put(file + ".war", war.bytes());
        modules.append(String.format(MODULE, file, contextPath));
        return this;
    }

    /** Adds a jar of enterprise beans, whose classes are beans by their annotations. */
    EarBuilder ejbJar(String name, Class<?>... classes) {
        Map<String, byte[]> files = new TreeMap<>(Map.of("META-INF/beans.xml", new byte[0]));
        for (Class<?> type : classes) {
            files.putAll(Jars.classFiles("", type));
        }
        entries.put(name + ".jar", Jars.zip(files));
        modules.append("<module><ejb>").append(name).append(".jar</ejb></module>");
        return this;
    }

    /** Adds Tideway's jars to the libraries that all WARs share. */
    EarBuilder sharingTideway() {
        WarBuilder.tideway().forEach((jar, bytes) -> entries.put("lib/" + jar, bytes));
        return this;
    }

    /** Writes the archive, over the one of the same name. */
    Path build() {
        String application = String.format(APPLICATION, modules);
        entries.put("META-INF/application.xml", application.getBytes(StandardCharsets.UTF_8));
        return Jars.write(name + ".ear", Jars.zip(entries));
    }
}
