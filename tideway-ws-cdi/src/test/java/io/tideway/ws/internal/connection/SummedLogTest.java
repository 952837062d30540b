package io.tideway.ws.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.internal.connection.SummedLog.Kind;
import io.tideway.ws.internal.fixture.FakeClock;
import io.tideway.ws.internal.messages.SafeLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SummedLogTest {
    private static final SafeLog LINES = SafeLog.of(SummedLogTest.class);

    private final FakeClock clock = new FakeClock();
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final SummedLog log = new SummedLog(thread::add, clock);
    private final LogLines lines = LogLines.ofTideway();

    @AfterEach
    void detach() {
        lines.close();
    }

    @Test
    void aFloodIsOneLineAndASum() {
        flood(100);
        pass(Duration.ofMillis(999));
        assertThat(lines.messages()).singleElement().asString().contains("line 0");
        pass(Duration.ofMillis(1));
        assertThat(lines.messages())
                .hasSize(2)
                .last()
                .isEqualTo("TIDEWAY-209 … and 99 more like TIDEWAY-207 within a second, the latest: line 99");
    }

    @Test
    void aFloodThatGoesOnIsOneLineASecond() {
        for (int second = 0; second < 5; second++) {
            flood(1000);
            pass(Duration.ofSeconds(1));
        }
        assertThat(lines.messages()).hasSize(6);
    }

    @Test
    void aLineAfterAQuietSecondIsLoggedAtOnce() {
        flood(1);
        pass(Duration.ofSeconds(1));
        flood(1);
        runThread();
        assertThat(lines.messages()).hasSize(2);
    }

    @Test
    void oneKindDoesNotHideAnother() {
        flood(3);
        log.log(Kind.SEND_TIMED_OUT, () -> line("another"));
        runThread();
        assertThat(lines.messages()).hasSize(2);
    }

    @Test
    void aFloodOfOneFaultDoesNotHideAnotherOfItsKind() {
        for (int i = 0; i < 100; i++) {
            log.log(Kind.CALLBACK_FAILED, "Chat.onError", new IllegalStateException(), () -> line("one"));
        }
        log.log(Kind.CALLBACK_FAILED, "Chat.onError", new ArithmeticException(), () -> line("another"));
        log.log(Kind.CALLBACK_FAILED, "Chat.onDisconnect", new IllegalStateException(), () -> line("a third"));
        pass(Duration.ofSeconds(1));
        assertThat(lines.messages())
                .containsExactly(
                        "one",
                        "another",
                        "a third",
                        "TIDEWAY-209 … and 99 more like TIDEWAY-208 within a second, the latest: one");
    }

    @Test
    void theCallersThreadLogsNothingAndHandsOverOneTask() {
        flood(1000);
        assertThat(lines.messages()).isEmpty();
        assertThat(thread).hasSize(1);
    }

    @Test
    void whatIsCountedAtTheEndIsTold() {
        flood(5);
        log.close();
        runThread();
        assertThat(lines.messages()).last().asString().contains("4 more").endsWith("the latest: line 4");
    }

    @Test
    void eachSumOfASteadyFloodShowsItsLatestLine() {
        for (int second = 0; second < 3; second++) {
            flood(10);
            String failure = "failure " + second;
            log.log(Kind.SLOW_CONSUMER, () -> line(failure));
            pass(Duration.ofSeconds(1));
        }
        assertThat(lines.messages()).hasSize(4);
        for (int second = 0; second < 3; second++) {
            assertThat(lines.messages().get(second + 1)).endsWith("within a second, the latest: failure " + second);
        }
    }

    @Test
    void theLatestLineOfASumIsEscapedAndBounded() {
        flood(1);
        log.log(Kind.SLOW_CONSUMER, () -> line("TIDEWAY-207 a\nline" + "x".repeat(10_000)));
        pass(Duration.ofSeconds(1));
        assertThat(lines.messages())
                .last()
                .asString()
                .contains("the latest: a\\u000alinexx")
                .hasSizeLessThan(700);
    }

    @Test
    void theLatestLineOfASumShowsItsCauseByClassesOnly() {
        flood(1);
        log.log(Kind.OBSERVER_FAILED, () -> line("first"));
        log.log(
                Kind.OBSERVER_FAILED,
                () -> LINES.entry(
                        System.Logger.Level.INFO, null, "failed: %s", new IllegalStateException("what a client sent")));
        pass(Duration.ofSeconds(1));
        assertThat(lines.messages())
                .last()
                .asString()
                .contains("the latest: failed: java.lang.IllegalStateException at ")
                .doesNotContain("client");
    }

    private void flood(int count) {
        for (int i = 0; i < count; i++) {
            String text = "line " + i;
            log.log(Kind.SLOW_CONSUMER, () -> line(text));
        }
    }

    private void pass(Duration time) {
        runThread();
        clock.advance(time);
        log.tellSums();
        runThread();
    }

    private void runThread() {
        while (!thread.isEmpty()) {
            thread.remove().run();
        }
    }

    private static SafeLog.Entry line(String text) {
        return LINES.entry(System.Logger.Level.INFO, null, "%s", text);
    }
}
