package io.tideway.ws.it.server;

import static org.awaitility.Awaitility.await;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** WildFly with its default configuration; by its deployment scanner, which also takes an EAR. */
final class WildFly extends LaunchedServer {
    /** WildFly replaces what it has failed to deploy before. */
    private static final String DEPLOYED_OR_REPLACED = "WFLYSRV00(10|16)";

    WildFly() {
        super(ServerKind.WILDFLY, "WFLYSRV0049: WildFly ([\\w.]+)");
    }

    @Override
    void launch(Path directory, int port) {
        Path home = ServerFiles.unpacked("wildfly-");
        Path configuration = directory.resolve("configuration");
        ServerFiles.copy(home.resolve("standalone/configuration"), configuration);
        ServerFiles.copy(home.resolve("standalone/deployments"), directory.resolve("deployments"));
        configure(configuration);
        Path arguments = directory.resolve("java.args");
        ServerFiles.write("wildfly/java.args", arguments, Map.of());
        int[] ports = ServerFiles.freePorts(2);
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
                "-Djboss.management.http.port=" + ports[1]);
        process().awaitLog(0, Pattern.compile("WFLYSRV0025|WFLYSRV0026"));
    }

    @Override
    public Duration deploy(Path archive, String contextPath) {
        String suffix = archive.toString().endsWith(".ear") ? ".ear" : ".war";
        Path target = deployment(contextPath, suffix);
        Path failed = marker(target, ".failed");
        int mark = log().mark();
        try {
            Files.deleteIfExists(failed);
            Files.deleteIfExists(marker(target, ".undeployed"));
            Files.copy(archive, target);
            Files.createFile(marker(target, ".dodeploy"));
            awaitAny(failed, marker(target, ".deployed"));
            if (Files.exists(failed)) {
                String said = Files.readString(failed);
                Files.delete(target);
                throw new DeploymentFailedException(contextPath, said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String file = target.getFileName().toString();
        return Duration.between(logged(mark, "WFLYSRV0027", file), logged(mark, DEPLOYED_OR_REPLACED, file));
    }

    /** Waits for a message on a deployment, and returns when it was logged. */
    private LocalTime logged(int mark, String message, String file) {
        String line = process()
                .awaitLog(
                        mark,
                        Pattern.compile(
                                "[\\d:]{8},\\d{3} [^\\n]*" + message + ": [^\\n]*\"" + Pattern.quote(file) + "\""));
        return LocalTime.parse(line.substring(0, 12).replace(',', '.'));
    }

    @Override
    public void undeploy(String contextPath) {
        try {
            Path war = deployment(contextPath, ".war");
            Path target = Files.exists(war) ? war : deployment(contextPath, ".ear");
            Files.delete(marker(target, ".deployed"));
            awaitAny(marker(target, ".undeployed"));
            Files.delete(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path deployment(String contextPath, String suffix) {
        return directory().resolve("deployments").resolve(nameOf(contextPath) + suffix);
    }

    private static Path marker(Path deployment, String suffix) {
        return deployment.resolveSibling(deployment.getFileName() + suffix);
    }

    private static void awaitAny(Path... markers) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Stream.of(markers).anyMatch(Files::exists));
    }

    private static void configure(Path configuration) {
        try {
            Path main = configuration.resolve("standalone.xml");
            Files.writeString(main, Files.readString(main).replace("scan-interval=\"5000\"", "scan-interval=\"250\""));
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
