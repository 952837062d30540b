package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests on every server with a realm that a caller authenticated by HTTP's basic authentication reaches the handler;
 * the subclass knows the users, their roles and the one password.
 */
public abstract class CallersContract {
    private final ContractClient application;
    private final String member;
    private final String guest;
    private final String password;
    private final String tag;

    protected CallersContract(ContractClient application, String member, String guest, String password) {
        this.application = application;
        this.member = member;
        this.guest = guest;
        this.password = password;
        this.tag = application.tag();
    }

    private String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private TestConnection connect(String user, String path) {
        return application.connect(path + "?tag=" + tag, with -> with.header("Authorization", basic(user, password)));
    }

    @Test
    void anAnonymousCallerGets401FromTheServer() throws IOException {
        RawClient.Answer answer =
                application.handshake("/members/caller?tag=" + tag).answer();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("WWW-Authenticate")).startsWithIgnoringCase("Basic");
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void anUpgradeDecisionWith401ReachesACallerWhomTheServerHasAuthenticated() throws IOException {
        RawClient.Answer answer = application
                .handshake(
                        "/members/upgrade-decision?status=401&challenge=Bearer&tag=" + tag,
                        "Authorization: " + basic(member, password))
                .answer();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(answer.body()).isEqualTo("because of 401");
        assertThat(application.journal(tag)).containsExactly("upgrade");
    }

    @Test
    void aWrongPasswordGets401FromTheServer() throws IOException {
        RawClient client =
                application.handshake("/members/caller?tag=" + tag, "Authorization: " + basic(member, "guessed"));
        assertThat(client.answer().status()).isEqualTo(401);
        assertThat(application.journal(tag)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, a member", "false, a guest"})
    void theServersPrincipalIsPrincipalUserAndInItsRolesFromTheUpgradeOn(boolean asMember, String role) {
        String user = asMember ? member : guest;
        TestConnection client = connect(user, "/members/caller");
        assertThat(application.journal(tag)).containsExactly(user + ", " + role);
        assertThat(client.nextText()).isEqualTo(user + " is " + user + ", " + role);
        assertThat(client.ask("and later?")).isEqualTo(user + " is " + user + ", " + role);
    }

    @Test
    void aMessageToTheUserReachesTheCaller() {
        TestConnection caller = connect(member, "/members/caller");
        caller.nextText();
        TestConnection other = application.connect("/rooms-and-users/x");
        other.nextText();
        assertThat(other.ask("to-user " + member + " hello")).isEqualTo("ok 1/1");
        assertThat(caller.nextText()).isEqualTo("hello");
    }

    @Test
    void aHandlerForARoleAcceptsACallerInTheRole() {
        assertThat(connect(member, "/members/roles-allowed").ask("hello")).isEqualTo("hello");
    }

    @Test
    void aHandlerForARoleRefusesACallerInAnotherRoleWith403() {
        assertRefused(guest, "/members/roles-allowed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandlerThatDeniesAllRefusesEveryCallerWith403(boolean asMember) {
        assertRefused(asMember ? member : guest, "/members/deny-all");
    }

    private void assertRefused(String user, String path) {
        assertThatThrownBy(() -> connect(user, path))
                .isInstanceOfSatisfying(
                        UpgradeRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(403));
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void aCallbackForARoleIsCalledForTheCallerWhoHasIt() {
        assertThat(connect(member, "/members/roles-on-message").ask("mine")).isEqualTo("mine");
    }

    @Test
    void aCallbackForARoleEndsTheConnectionOfAnotherCallerWith1008() {
        TestConnection client = connect(guest, "/members/roles-on-message");
        client.send("mine");
        assertThat(client.closeCode()).isEqualTo(1008);
        application.eventually(() -> assertThat(application.journal(tag))
                .hasSize(2)
                .startsWith("connect")
                .last()
                .asString()
                .startsWith("disconnect 1008"));
    }
}
