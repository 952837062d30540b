package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server what an application can read of a handshake and what it may decide. */
abstract class HandshakeContract {
    private final ContractClient application;
    private final String tag;

    HandshakeContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    @Test
    void pathAndQueryParametersDoNotMix() {
        TestConnection client = application.connect("/upgrade-decision/one/two?first=x&q=1&q=2&empty=&bare");
        assertThat(client.nextTexts(3))
                .containsExactly(
                        "path /upgrade-decision/one/two",
                        "path params {first=one, second=two}",
                        "query {bare=[], empty=[], first=[x], q=[1, 2]}");
    }

    @Test
    void encodedParametersAreDecodedOnce() {
        // No escaped slash or percent sign in the path: Tomcat and Open Liberty answer 400 to it by themselves.
        TestConnection client = application.connect("/upgrade-decision/a%20b/%C3%A4+c?q=a%20b+c%26d%2525&%C3%A4=%2B");
        assertThat(client.nextText()).isEqualTo("path /upgrade-decision/a%20b/%C3%A4+c");
        assertThat(client.nextText()).isEqualTo("path params {first=a b, second=ä+c}");
        assertThat(client.nextText()).isEqualTo("query {q=[a b c&d%25], ä=[+]}");
    }

    @Test
    void pathParametersAreStripped() throws IOException {
        RawClient client = application.raw("/upgrade-decision;x=1/lobby;v=2;w/a;jsessionid=8B2");
        assertThat(client.dataFrame().text()).isEqualTo("path /upgrade-decision/lobby/a");
        assertThat(client.dataFrame().text()).isEqualTo("path params {first=lobby, second=a}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/upgrade-decision/../probe",
                "/upgrade-decision/%2e%2e/probe",
                "/upgrade-decision/..;x/probe",
                "/upgrade-decision/./probe",
                "//probe",
                "/;a/probe"
            })
    void aPathThatAServerWouldResolveReachesNoEndpoint(String path) throws IOException {
        RawClient client = application.tcp();
        String context = application.target("/");
        client.send(RawClient.handshakeTo(application.authority(), context + path.substring(1) + "?tag=" + tag));
        assertThat(client.answer().status()).isIn(400, 401, 404); // Payara 7 asks some for credentials first
        assertThat(application.journal(tag)).isEmpty();
    }

    @Test
    void anEscapedSemicolonIsData() throws IOException {
        RawClient client = application.raw("/upgrade-decision/lobby%3Bx=1/a");
        assertThat(client.dataFrame().text()).isEqualTo("path /upgrade-decision/lobby%3Bx=1/a");
        assertThat(client.dataFrame().text()).isEqualTo("path params {first=lobby;x=1, second=a}");
    }

    @Test
    void headersUserMetadataAndAddressReachTheConnection() {
        TestConnection client = application.connect(
                "/upgrade-decision/a/b",
                with -> with.header("X-List", "one").header("X-User", "ann").header("X-Note", "beta"));
        assertThat(client.nextTexts(7).subList(3, 7))
                .containsExactly("x-list [one]", "user ann", "metadata {note=beta}", "from loopback true");
    }

    @Test
    void cookiesParametersAndMissingTlsReachTheHandler() {
        TestConnection client = application.connect(
                "/handshake-values/x%20y?q=1&tag=" + tag, with -> with.header("Cookie", "a=b; session=abc; c=d"));
        String values = "Optional[x y] Optional[1] Optional[abc] secure=false";
        assertThat(application.journal(tag)).containsExactly(values);
        assertThat(client.nextText()).isEqualTo(values);
    }

    @Test
    void missingCookiesAndParametersAreEmpty() {
        TestConnection client =
                application.connect("/handshake-values/x", with -> with.header("Cookie", "sessions=abc"));
        assertThat(client.nextText()).isEqualTo("Optional[x] Optional.empty Optional.empty secure=false");
    }

    @Test
    void theChosenSubprotocolIsKnownToTheConnection() {
        TestConnection client = application.connect("/handshake-values/x", with -> with.subprotocols("v0", "v2"));
        assertThat(client.nextTexts(2).get(1)).isEqualTo("subprotocol Optional[v2]");
        assertThat(application.connect("/handshake-values/x").nextTexts(2).get(1))
                .isEqualTo("subprotocol Optional.empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 503})
    void aRefusalIsAnHttpAnswerWithItsReason(int status) throws IOException {
        String path = "/upgrade-decision/a/b?tag=" + tag + "&status=" + status;
        assertThatThrownBy(() -> application.connect(path))
                .isInstanceOfSatisfying(
                        UpgradeRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
        RawClient raw = application.handshake(path);
        RawClient.Answer answer = raw.answer();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("because of " + status);
        assertThat(answer.headers().get("Content-Type")).startsWith("text/plain");
        assertThat(application.ask("open " + tag)).isEmpty();
    }

    @Test
    void theHeadersOfARefusalReachTheClient() throws IOException {
        RawClient.Answer answer = application
                .handshake("/upgrade-decision/a/b?status=401&challenge=Bearer&retry=30")
                .answer();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer").containsEntry("Retry-After", "30");
        assertThat(answer.body()).isEqualTo("because of 401");
    }

    @Test
    void aCheckOfTheApplicationRunsBeforeTheHandler() {
        TestConnection client = application.connect("/upgrade-decision/a/b?check=accept&tag=" + tag);
        assertThat(client.nextTexts(7).get(5)).isEqualTo("metadata {note=checked}");
        assertThat(application.journal(tag)).containsExactly("check", "upgrade");
    }

    @Test
    void aRejectionByACheckOfTheApplicationReachesTheClient() throws IOException {
        RawClient.Answer answer = application
                .handshake("/upgrade-decision/a/b?check=401&tag=" + tag)
                .answer();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("checked");
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(application.journal(tag)).containsExactly("check");
    }

    @Test
    void aCheckOfTheApplicationThatThrowsIsAnsweredWith500() throws IOException {
        RawClient.Answer answer = application
                .handshake("/upgrade-decision/a/b?check=throw&tag=" + tag)
                .answer();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("internal error");
        assertThat(application.journal(tag)).containsExactly("check");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 503})
    void aRefusalIsReadByAnOrdinaryHttpClient(int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(application.http("/upgrade-decision/a/b?status=" + status))
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("because of " + status);
    }

    @Test
    void theApplicationChoosesAmongTheOfferedSubprotocols() {
        TestConnection client =
                application.connect("/upgrade-decision/a/b?protocol=two", with -> with.subprotocols("one", "two"));
        assertThat(client.subprotocol()).hasValue("two");
    }

    @Test
    void aSubprotocolThatWasNotOfferedIsAnErrorOfTheApplication() {
        assertThatThrownBy(() -> application.connect(
                        "/upgrade-decision/a/b?protocol=three", with -> with.subprotocols("one", "two")))
                .isInstanceOfSatisfying(
                        UpgradeRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(500));
    }

    @Test
    void theOrderOfTheEndpointDecidesUnlessOnUpgradeDoes() {
        TestConnection both =
                application.connect("/limited", with -> with.subprotocols("v0", "v1.tideway", "v2.tideway"));
        assertThat(both.subprotocol()).hasValue("v2.tideway");
        TestConnection none = application.connect("/limited", with -> with.subprotocols("v0"));
        assertThat(none.subprotocol()).isEmpty();
    }

    @Test
    void anUpgradeBeyondTheConnectionLimitGets503UntilASlotIsFree() throws IOException {
        TestConnection first = admitted("/limited?tag=" + tag);
        admitted("/limited");
        admitted("/limited");
        RawClient.Answer answer = application.handshake("/limited").answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("connection limit reached");
        first.close();
        application.eventually(() -> assertThat(application.ask("open " + tag)).isEmpty());
        assertThat(application.connect("/limited").ask("in")).isEqualTo("in");
    }

    /** Connects once the clients of other tests have left their slots. */
    private TestConnection admitted(String path) {
        return ContractClient.await()
                .ignoreExceptionsInstanceOf(UpgradeRefusedException.class)
                .until(() -> application.connect(path), connection -> true);
    }

    @Test
    void aPathWithoutEndpointIs404() throws IOException {
        assertThat(application.handshake("/nowhere").answer().status()).isEqualTo(404);
    }

    @Test
    void theTicketOfAnUpgradeCannotBeForged() throws IOException {
        RawClient client = application.handshake("/upgrade-decision/a/b?status=403&tag=" + tag, "Tideway-Ticket: x");
        assertThat(client.answer().status()).isEqualTo(403);
        assertThat(application.journal(tag)).containsExactly("upgrade");
    }
}
