package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
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
    void anythingElseIsNoAddressAndIsNotLookedUp(String text) {
        assertThat(AddressLiteral.parse(text)).isEmpty();
    }
}
