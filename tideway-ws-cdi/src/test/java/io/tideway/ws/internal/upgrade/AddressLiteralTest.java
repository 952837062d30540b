package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {
    @Test
    void readsBothKindsOfAddresses() throws UnknownHostException {
        assertThat(AddressLiteral.parse("192.0.2.1"))
                .contains(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
        assertThat(AddressLiteral.parse("[::1]")).contains(InetAddress.getByName("::1"));
        assertThat(AddressLiteral.parse("2001:DB8::1")).contains(InetAddress.getByName("2001:db8::1"));
        assertThat(AddressLiteral.parse("::ffff:192.0.2.1")).contains(InetAddress.getByName("192.0.2.1"));
    }

    @Test
    void leavesTheZoneOut() throws UnknownHostException {
        assertThat(AddressLiteral.parse("::1%eth0")).contains(InetAddress.getByName("::1"));
        assertThat(AddressLiteral.parse("fe80::1%nosuchinterface")).contains(InetAddress.getByName("fe80::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "beef",
                "fade",
                "localhost",
                "1",
                "1.2.3",
                "999.1.1.1",
                "1.2.3.4.5",
                "1.2.3.4%eth0",
                ":",
                ":::",
                "[1.2.3.4]",
                "face.b00c",
                "%eth0",
                "[]",
                "127.0.0.1:80",
                "12345::",
                "::1 "
            })
    void anythingElseIsNotAnAddressAndIsNotLookedUp(String text) {
        assertThat(AddressLiteral.parse(text)).isEmpty();
    }

    /** Compares the JDK, which looks names up, with what reads literals only. */
    static final class Program {
        public static void main(String[] names) throws UnknownHostException {
            for (String name : names) {
                System.out.println(InetAddress.getByName(name).getHostAddress() + " "
                        + AddressLiteral.parse(name).isPresent());
            }
        }
    }

    @Test
    void namesOfHexLettersThatTheNameServiceKnowsAreNotLookedUp(@TempDir Path directory) throws Exception {
        List<String> names = List.of("beef", "fade", "face.b00c", "c0ffee.cafe");
        // The only name service of a JVM that has this file.
        Path hosts = Files.writeString(directory.resolve("hosts"), "192.0.2.7 " + String.join(" ", names) + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + hosts,
                "-cp",
                place(AddressLiteral.class) + File.pathSeparator + place(Program.class),
                Program.class.getName()));
        command.addAll(names);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines()).hasSize(names.size()).containsOnly("192.0.2.7 false");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
