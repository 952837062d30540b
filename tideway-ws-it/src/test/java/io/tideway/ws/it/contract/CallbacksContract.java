package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests callbacks on every server: which are called, in which order, and never two at once. */
abstract class CallbacksContract {
    private final ContractClient application;

    CallbacksContract(ContractClient application) {
        this.application = application;
    }

    @Test
    void callbacksRunInOrder() {
        String tag = application.tag();
        TestConnection client = application.connect("/echo?greet=1&tag=" + tag);
        assertThat(client.nextText()).isEqualTo("welcome");
        assertThat(client.ask("hello")).isEqualTo("hello");
        client.close(new CloseFrame(1000, "bye"));
        assertThat(client.closeCode()).isEqualTo(1000);
        application.eventually(
                () -> assertThat(application.journal(tag)).containsExactly("connect", "text", "disconnect 1000 bye"));
    }

    @Test
    void messagesSentAtOnceArriveAfterOnConnect() {
        String tag = application.tag();
        TestConnection client = application.connect("/echo?greet=1&tag=" + tag);
        IntStream.range(0, 20).forEach(i -> client.send("" + i));
        assertThat(client.nextText()).isEqualTo("welcome");
        assertThat(client.nextTexts(20)).isEqualTo(numbers(20));
        assertThat(application.journal(tag)).startsWith("connect").hasSize(21);
    }

    @Test
    void tenThousandMessagesComeBackInOrder() {
        TestConnection client = application.connect("/echo");
        for (int i = 0; i < 10_000; i++) {
            client.send("" + i);
        }
        assertThat(client.nextTexts(10_000)).isEqualTo(numbers(10_000));
        assertThat(client.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 200_000})
    void textAndBinaryComeBackAsTheyWere(int length) {
        TestConnection client = application.connect("/echo");
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        assertThat(client.sendBinary(bytes).nextBinary()).isEqualTo(bytes);
        String text = "ä€😀".repeat(length / 9) + "x".repeat(length % 9);
        assertThat(client.ask(text)).isEqualTo(text);
    }

    @Test
    void fragmentsArriveAsOneMessage() {
        TestConnection client = application.connect("/echo");
        client.sendFragments("one ", "", "message");
        assertThat(client.nextText()).isEqualTo("one message");
    }

    @Test
    void aPingWithinAMessageIsAnsweredAndDoesNotReachTheHandler() throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/echo?tag=" + tag);
        client.send(Frame.masked(Frame.TEXT, false, new byte[] {'a'}));
        client.send(Frame.masked(Frame.PING, true, new byte[] {1, 2, 3}));
        Frame pong = client.frame();
        assertThat(pong.opcode()).isEqualTo(Frame.PONG);
        assertThat(pong.payload()).containsExactly(1, 2, 3);
        client.send(Frame.masked(Frame.PONG, true, new byte[] {4}));
        client.send(Frame.masked(Frame.CONTINUATION, true, new byte[] {'b'}));
        assertThat(client.dataFrame().text()).isEqualTo("ab");
        assertThat(application.journal(tag)).containsExactly("connect", "text");
    }

    @Test
    void aBinaryMessageThatTheHandlerKeepsStaysIntact() {
        TestConnection client = application.connect("/storing");
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1000];
            java.util.Arrays.fill(bytes, (byte) i);
            client.sendBinary(bytes);
        }
        client.send("give them back");
        for (int i = 0; i < 50; i++) {
            assertThat(client.nextBinary()).hasSize(1000).containsOnly(i);
        }
    }

    @Test
    void sendsOfManyThreadsDoNotInterleaveAndKeepTheirOrder() {
        TestConnection client = application.connect("/concurrent-senders");
        client.send("32 200");
        TreeMap<String, List<Integer>> byThread = new TreeMap<>();
        for (String text : client.nextTexts(32 * 200)) {
            String[] words = text.split(" ", 3);
            int number = Integer.parseInt(words[1]);
            assertThat(words[2]).isEqualTo("x".repeat(number % 200));
            byThread.computeIfAbsent(words[0], t -> new ArrayList<>()).add(number);
        }
        assertThat(byThread).hasSize(32);
        List<Integer> inOrder = IntStream.range(0, 200).boxed().toList();
        assertThat(byThread.values()).allSatisfy(numbers -> assertThat(numbers).isEqualTo(inOrder));
        assertThat(client.nextText()).isEqualTo("done");
    }

    @Test
    void callbacksOfOneConnectionNeverOverlapUnderLoad() {
        List<TestConnection> clients = IntStream.range(0, 32)
                .mapToObj(i -> application.connect("/overlaps"))
                .toList();
        for (int i = 0; i < 200; i++) {
            clients.forEach(client -> client.send("go"));
        }
        assertThat(clients).allSatisfy(client -> assertThat(client.ask("?")).isEqualTo("200 0"));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
