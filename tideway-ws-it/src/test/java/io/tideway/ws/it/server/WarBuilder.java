package io.tideway.ws.it.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds a WAR of an application's classes and Tideway's two jars, and nothing else unless asked for. */
public final class WarBuilder {
    private static final String BEANS = "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
            + " bean-discovery-mode=\"annotated\"/>\n";
    private static final String WEB =
            "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"%s>\n" + "%s\n</web-app>\n";

    /** A class of each jar that the dependency on Tideway's jar for Redis adds to a WAR. */
    private static final List<String> REDIS = List.of(
            "io.tideway.ws.redis.internal.RedisBrokerProvider",
            "io.lettuce.core.RedisClient",
            "io.netty.buffer.ByteBuf",
            "io.netty.channel.Channel",
            "io.netty.channel.unix.UnixChannel",
            "io.netty.handler.codec.ByteToMessageDecoder",
            "io.netty.handler.codec.dns.DnsRecord",
            "io.netty.handler.ssl.SslHandler",
            "io.netty.resolver.AddressResolverGroup",
            "io.netty.resolver.dns.DnsNameResolver",
            "io.netty.util.Timer",
            "org.reactivestreams.Publisher",
            "reactor.core.publisher.Mono");

    private final String name;
    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Map<String, byte[]> libraries = new LinkedHashMap<>();

    private WarBuilder(String name) {
        this.name = name;
        file("WEB-INF/beans.xml", BEANS);
        libraries.putAll(tideway());
    }

    /**
     * Begins a WAR with a {@code beans.xml} and without a {@code web.xml}.
     *
     * @param name the file's name without its suffix
     */
    public static WarBuilder war(String name) {
        return new WarBuilder(name);
    }

    /** Adds classes, with those nested in them. */
    public WarBuilder classes(Class<?>... classes) {
        for (Class<?> type : classes) {
            entries.putAll(Jars.classFiles("WEB-INF/classes/", type));
        }
        return this;
    }

    /** Adds all classes of the package that a class is in, without its sub-packages. */
    public WarBuilder classesBeside(Class<?> type) {
        entries.putAll(Jars.packageFiles("WEB-INF/classes/", type));
        return this;
    }

    /** Adds or replaces a file. */
    public WarBuilder file(String path, String text) {
        entries.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Makes a bean of every class, whatever its annotations. */
    public WarBuilder discoveringAllBeans() {
        return file("WEB-INF/beans.xml", BEANS.replace("annotated", "all"));
    }

    /** Leaves {@code WEB-INF/beans.xml} out, so that its classes are a bean archive by their annotations alone. */
    public WarBuilder withoutBeansXml() {
        entries.remove("WEB-INF/beans.xml");
        return this;
    }

    /** Adds the jar for realtime endpoints, and the one that it needs. */
    public WarBuilder realtime() {
        libraries.put(
                "tideway-ws-centrifuge.jar", Jars.holding("io.tideway.ws.internal.centrifuge.CentrifugeProvider"));
        libraries.put("protobuf-java.jar", Jars.holding("com.google.protobuf.CodedInputStream"));
        return this;
    }

    /** Adds the jar for Redis, and those that it needs. */
    public WarBuilder redis() {
        for (String type : REDIS) {
            libraries.put(type + ".jar", Jars.holding(type));
        }
        return this;
    }

    /** Leaves Tideway out, for comparison. */
    public WarBuilder withoutTideway() {
        libraries.clear();
        return this;
    }

    /**
     * Adds a {@code web.xml}.
     *
     * @param elements what is inside of {@code web-app}
     */
    public WarBuilder webXml(String elements) {
        return file("WEB-INF/web.xml", String.format(WEB, "", elements));
    }

    /**
     * Adds a {@code web.xml} that forbids the server to look for annotations.
     *
     * @param elements what is inside of {@code web-app}
     */
    public WarBuilder metadataComplete(String elements) {
        return file("WEB-INF/web.xml", String.format(WEB, " metadata-complete=\"true\"", elements));
    }

    /** Writes the archive, over the one of the same name. */
    public Path build() {
        return Jars.write(name + ".war", bytes());
    }

    /** Returns the archive. */
    byte[] bytes() {
        Map<String, byte[]> all = new TreeMap<>(entries);
        libraries.forEach((library, bytes) -> all.put("WEB-INF/lib/" + library, bytes));
        return Jars.zip(all);
    }

    /** Returns Tideway's jars by their names. */
    static Map<String, byte[]> tideway() {
        return Map.of(
                "tideway-ws-api.jar",
                Jars.holding("io.tideway.ws.WebSocketHandler"),
                "tideway-ws-cdi.jar",
                Jars.holding("io.tideway.ws.internal.bootstrap.TidewayExtension"));
    }
}
