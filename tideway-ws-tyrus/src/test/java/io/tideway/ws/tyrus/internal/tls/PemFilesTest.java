package io.tideway.ws.tyrus.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.rawclient.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFilesTest {

    @TempDir
    static Path directory;

    private static TestKeys rsa;
    private static TestKeys ec;

    @BeforeAll
    static void make() throws Exception {
        rsa = new TestKeys(directory, "RSA");
        ec = new TestKeys(directory, "EC");
    }

    @Test
    void keysOfRsaAndEllipticCurvesAreRead() {
        assertThat(PemFiles.context(rsa.chain, rsa.key)).isNotNull();
        assertThat(PemFiles.context(ec.chain, ec.key)).isNotNull();
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing.pem");
        assertThatThrownBy(() -> PemFiles.context(missing, rsa.key))
                .hasMessageContaining("TIDEWAY-ST110")
                .hasMessageContaining("missing.pem");
        assertThatThrownBy(() -> PemFiles.context(rsa.chain, missing))
                .hasMessageContaining("TIDEWAY-ST110")
                .hasMessageContaining("missing.pem");
    }

    @Test
    void aFileWithoutACertificateIsNamed() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path damaged = Files.writeString(
                directory.resolve("damaged.pem"), Files.readString(rsa.chain).replace("MII", "AAA"));
        for (Path chain : new Path[] {empty, damaged, rsa.key}) {
            assertThatThrownBy(() -> PemFiles.context(chain, rsa.key))
                    .hasMessageContaining("TIDEWAY-ST111")
                    .hasMessageContaining(chain.toString());
        }
    }

    @Test
    void aKeyInAnotherFormIsNamedWithTheWayOut() throws Exception {
        Path other = Files.writeString(
                directory.resolve("pkcs1.pem"), Files.readString(rsa.key).replace("PRIVATE KEY", "RSA PRIVATE KEY"));
        assertThatThrownBy(() -> PemFiles.context(rsa.chain, other))
                .hasMessageContaining("TIDEWAY-ST112")
                .hasMessageContaining("has RSA PRIVATE KEY")
                .hasMessageContaining("openssl pkcs8 -topk8 -nodes -in " + other);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        assertThatThrownBy(() -> PemFiles.context(rsa.chain, ec.key)).hasMessageContaining("TIDEWAY-ST113");
        TestKeys second = new TestKeys(Files.createDirectory(directory.resolve("second")), "RSA");
        assertThatThrownBy(() -> PemFiles.context(rsa.chain, second.key))
                .hasMessageContaining("TIDEWAY-ST114")
                .hasMessageContaining(second.key.toString());
    }
}
