package io.tideway.ws.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate that has signed itself, for one host, as files for Redis and for Java. */
final class Certificate {
    static final String PASSWORD = "changeit";

    private final Path directory;

    private Certificate(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes one by keytool.
     *
     * @param names for whom, as in {@code ip:127.0.0.1}
     */
    static Certificate of(String names, Path directory) {
        Certificate made = new Certificate(directory);
        try {
            Files.createDirectories(directory);
            Process run = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "redis",
                            "-keyalg",
                            "EC",
                            "-validity",
                            "2",
                            "-dname",
                            "CN=redis",
                            "-ext",
                            "san=" + names,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            made.store().toString(),
                            "-storepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            String text = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (run.waitFor() != 0) {
                throw new AssertionError(text);
            }
            made.export();
        } catch (IOException | GeneralSecurityException failed) {
            throw new AssertionError("cannot make a certificate", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
        return made;
    }

    private void export() throws IOException, GeneralSecurityException {
        KeyStore whole = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            whole.load(in, PASSWORD.toCharArray());
        }
        pem(key(), "PRIVATE KEY", whole.getKey("redis", PASSWORD.toCharArray()).getEncoded());
        pem(certificate(), "CERTIFICATE", whole.getCertificate("redis").getEncoded());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", whole.getCertificate("redis"));
        try (var out = Files.newOutputStream(trustStore())) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    private static void pem(Path file, String kind, byte[] encoded) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                        + "-----\n");
    }

    private Path store() {
        return directory.resolve("redis.p12");
    }

    Path key() {
        return directory.resolve("redis.key");
    }

    Path certificate() {
        return directory.resolve("redis.crt");
    }

    Path trustStore() {
        return directory.resolve("trusted.p12");
    }
}
