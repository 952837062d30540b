package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.it.peer.Frame;
import io.tideway.ws.it.peer.Peer;
import io.tideway.ws.it.peer.RawPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every server to the promises on callbacks: which come, in which order, and never two at once. */
abstract class CallbacksContract {
    private final Site site;

    CallbacksContract(Site site) {
        this.site = site;
    }

    @Test
    void callbacksComeInOrderAndTheWelcomeFirst() {
        String tag = site.tag();
        Peer peer = site.connect("/echo?greet=1&tag=" + tag);
        assertThat(peer.nextText()).isEqualTo("welcome");
        assertThat(peer.ask("hello")).isEqualTo("hello");
        peer.close(1000, "bye");
        assertThat(peer.end().code()).isEqualTo(1000);
        site.eventually(() -> assertThat(site.journal(tag)).containsExactly("connect", "text", "disconnect 1000 bye"));
    }

    @Test
    void whatAPeerSendsAtOnceIsHeardAfterOnConnect() {
        String tag = site.tag();
        Peer peer = site.connect("/echo?greet=1&tag=" + tag);
        IntStream.range(0, 20).forEach(i -> peer.send("" + i));
        assertThat(peer.nextText()).isEqualTo("welcome");
        assertThat(peer.texts(20)).isEqualTo(numbers(20));
        assertThat(site.journal(tag)).startsWith("connect").hasSize(21);
    }

    @Test
    void tenThousandMessagesComeBackInOrder() {
        Peer peer = site.connect("/echo");
        for (int i = 0; i < 10_000; i++) {
            peer.send("" + i);
        }
        assertThat(peer.texts(10_000)).isEqualTo(numbers(10_000));
        assertThat(peer.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 200_000})
    void textAndBinaryComeBackAsTheyWere(int length) {
        Peer peer = site.connect("/echo");
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        assertThat(peer.send(bytes).nextBinary()).isEqualTo(bytes);
        String text = "ä€😀".repeat(length / 9) + "x".repeat(length % 9);
        assertThat(peer.ask(text)).isEqualTo(text);
    }

    @Test
    void fragmentsArriveAsOneMessage() {
        Peer peer = site.connect("/echo");
        peer.sendPart("one ", false).sendPart("", false).sendPart("message", true);
        assertThat(peer.nextText()).isEqualTo("one message");
    }

    @Test
    void aPingIsAnsweredInTheMiddleOfAMessageAndTheHandlerHearsNothingOfIt() throws IOException {
        String tag = site.tag();
        RawPeer peer = site.raw("/echo?tag=" + tag);
        peer.send(Frame.masked(Frame.TEXT, false, new byte[] {'a'}));
        peer.send(Frame.masked(Frame.PING, true, new byte[] {1, 2, 3}));
        Frame pong = peer.frame();
        assertThat(pong.opcode()).isEqualTo(Frame.PONG);
        assertThat(pong.payload()).containsExactly(1, 2, 3);
        peer.send(Frame.masked(Frame.PONG, true, new byte[] {4}));
        peer.send(Frame.masked(Frame.CONTINUATION, true, new byte[] {'b'}));
        assertThat(peer.dataFrame().text()).isEqualTo("ab");
        assertThat(site.journal(tag)).containsExactly("connect", "text");
    }

    @Test
    void aBinaryMessageThatTheHandlerKeepsStaysIntact() {
        Peer peer = site.connect("/storing");
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1000];
            java.util.Arrays.fill(bytes, (byte) i);
            peer.send(bytes);
        }
        peer.send("give them back");
        for (int i = 0; i < 50; i++) {
            assertThat(peer.nextBinary()).hasSize(1000).containsOnly(i);
        }
    }

    @Test
    void thirtyTwoThreadsSendToOnePeerWithoutInterleavingEachInItsOrder() {
        Peer peer = site.connect("/concurrent-senders");
        peer.send("32 200");
        TreeMap<String, List<Integer>> byThread = new TreeMap<>();
        for (String text : peer.texts(32 * 200)) {
            String[] words = text.split(" ", 3);
            int number = Integer.parseInt(words[1]);
            assertThat(words[2]).isEqualTo("x".repeat(number % 200));
            byThread.computeIfAbsent(words[0], t -> new ArrayList<>()).add(number);
        }
        assertThat(byThread).hasSize(32);
        List<Integer> inOrder = IntStream.range(0, 200).boxed().toList();
        assertThat(byThread.values()).allSatisfy(numbers -> assertThat(numbers).isEqualTo(inOrder));
        assertThat(peer.nextText()).isEqualTo("done");
    }

    @Test
    void callbacksOfOneConnectionNeverOverlapWhileThirtyTwoPeersHammer() {
        List<Peer> peers =
                IntStream.range(0, 32).mapToObj(i -> site.connect("/overlaps")).toList();
        for (int i = 0; i < 200; i++) {
            peers.forEach(peer -> peer.send("go"));
        }
        assertThat(peers).allSatisfy(peer -> assertThat(peer.ask("?")).isEqualTo("200 0"));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
