package io.tideway.ws.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * WildFly with its default configuration, to which messaging as in {@code standalone-full.xml} and a listener for AJP
 * are added, and whose management interface asks for no password.
 */
final class WildFly extends LaunchedServer {
    private static final String MESSAGING = "<extension module=\"org.wildfly.extension.messaging-activemq\"/>";
    private static final String FACTORY = "jms-connection-factory=\"java:jboss/DefaultJMSConnectionFactory\" ";

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private WildFlyManagement management;
    private int ajpPort;

    private final String unpacked;

    /** Knows the server by the beginning of its directory's name. */
    WildFly(ServerKind kind, String unpacked) {
        super(kind, "WFLYSRV0049: WildFly (?:Preview )?([\\w.]+)");
        this.unpacked = unpacked;
    }

    @Override
    void launch(Path directory, int port) {
        Path home = ServerFiles.unpacked(unpacked);
        Path configuration = directory.resolve("configuration");
        ServerFiles.copy(home.resolve("standalone/configuration"), configuration);
        ServerFiles.copy(home.resolve("standalone/deployments"), directory.resolve("deployments"));
        configure(configuration);
        Path arguments = directory.resolve("java.args");
        ServerFiles.write("wildfly/java.args", arguments, Map.of());
        int[] ports = ServerFiles.freePorts(3);
        ajpPort = ports[2];
        java(
                Map.of(),
                "@" + arguments,
                "-Dorg.jboss.boot.log.file=" + directory.resolve("log/boot.log"),
                "-Dlogging.configuration="
                        + configuration.resolve("logging.properties").toUri(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + directory,
                "-c",
                "standalone.xml",
                "-b",
                "127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + ports[0],
                "-Djboss.management.http.port=" + ports[1],
                "-Djboss.ajp.port=" + ajpPort);
        management = new WildFlyManagement(ports[1], process());
        process().awaitLog(0, Pattern.compile("WFLYSRV0025|WFLYSRV0026"));
    }

    @Override
    public int ajpPort() {
        return ajpPort;
    }

    @Override
    public Duration deploy(Path archive, String contextPath) {
        String file = archive.getFileName().toString();
        String name = nameOf(contextPath) + file.substring(file.lastIndexOf('.'));
        int mark = log().mark();
        String refusal = management.deploy(name, archive);
        if (!refusal.isEmpty()) {
            throw new DeploymentFailedException(contextPath, refusal);
        }
        names.put(contextPath, name);
        return Duration.between(logged(mark, "WFLYSRV0027", name), logged(mark, "WFLYSRV0010", name));
    }

    /** Waits for a message on a deployment, and returns when it was logged. */
    private LocalTime logged(int mark, String message, String name) {
        String line = process()
                .awaitLog(
                        mark,
                        Pattern.compile(
                                "[\\d:]{8},\\d{3} [^\\n]*" + message + ": [^\\n]*\"" + Pattern.quote(name) + "\""));
        return LocalTime.parse(line.substring(0, 12).replace(',', '.'));
    }

    @Override
    public void undeploy(String contextPath) {
        management.undeploy(names.remove(contextPath));
    }

    private static void configure(Path configuration) {
        try {
            Path main = configuration.resolve("standalone.xml");
            Files.writeString(
                    main,
                    Files.readString(main)
                            .replace("http-authentication-factory=\"management-http-authentication\"", "")
                            .replaceFirst(
                                    "<http-listener ",
                                    "<ajp-listener name=\"ajp\" socket-binding=\"ajp\"/><http-listener ")
                            .replace("</extensions>", MESSAGING + "</extensions>")
                            .replace("<default-bindings ", "<default-bindings " + FACTORY)
                            .replace("</profile>", ServerFiles.read("wildfly/messaging.xml") + "</profile>"));
            for (String user : List.of(MEMBER, GUEST)) {
                append(configuration.resolve("application-users.properties"), user + "=" + digest(user));
                append(
                        configuration.resolve("application-roles.properties"),
                        user + "=" + (user.equals(MEMBER) ? "member" : "guest"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, "\n" + line + "\n", StandardOpenOption.APPEND);
    }

    /** Returns a password in the form that the properties realm asks for. */
    private static String digest(String user) {
        try {
            byte[] text = (user + ":ApplicationRealm:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
