package io.tideway.ws.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedactedTest {
    private static final String CLIENTS = "secret\r\nSEVERE: forged";

    private static String printed(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void classesAndPositionsAreShownWithoutMessages() {
        Throwable original = new IllegalStateException(CLIENTS, new NumberFormatException(CLIENTS));
        original.addSuppressed(new ArithmeticException(CLIENTS));
        assertThat(printed(Redacted.of(original)))
                .startsWith("java.lang.IllegalStateException")
                .contains(
                        "\tat " + original.getStackTrace()[0],
                        "Caused by: java.lang.NumberFormatException",
                        "Suppressed: java.lang.ArithmeticException")
                .doesNotContain("secret", "forged", Redacted.class.getName() + ":");
    }

    @Test
    void aLineNamesEachCauseAndWhereItComesFrom() {
        Throwable original = new IllegalStateException(CLIENTS, new NumberFormatException(CLIENTS));
        assertThat(Redacted.line(original))
                .isEqualTo("java.lang.IllegalStateException at " + original.getStackTrace()[0]
                        + ", caused by java.lang.NumberFormatException at "
                        + original.getCause().getStackTrace()[0]);
    }

    @Test
    void aLineBeginsWithWhatTidewayItselfSaysOfAMessage() {
        assertThat(Redacted.line(new MessageEncodingException("TIDEWAY-595 make it public", new Exception(CLIENTS))))
                .startsWith("TIDEWAY-595 make it public; " + MessageEncodingException.class.getName() + " at ")
                .doesNotContain("secret");
        assertThat(Redacted.line(new MessageDecodingException(CLIENTS, null)))
                .startsWith(MessageDecodingException.class.getName())
                .doesNotContain("secret");
    }

    @Test
    void aCircleOfCausesEnds() {
        RuntimeException one = new IllegalStateException(CLIENTS);
        RuntimeException other = new IllegalArgumentException(CLIENTS, one);
        one.initCause(other);
        one.addSuppressed(other);
        assertThat(printed(Redacted.of(one))).doesNotContain("secret");
        assertThat(Redacted.line(one)).contains("caused by java.lang.IllegalArgumentException");
    }

    @Test
    void aThrowableWithoutPositionsIsItsClass() {
        Throwable bare = new Throwable(CLIENTS, null, false, false) {
            @Override
            public String toString() {
                return CLIENTS;
            }
        };
        assertThat(Redacted.line(bare)).isEqualTo(bare.getClass().getName());
    }

    @Test
    void aLongChainOfCausesIsWalkedWithoutRecursion() {
        Throwable chain = IntStream.range(0, 50_000)
                .boxed()
                .reduce(
                        (Throwable) new Exception(CLIENTS),
                        (cause, i) -> new Exception(CLIENTS, cause),
                        (one, other) -> one);
        assertThat(Redacted.line(chain)).doesNotContain("secret").hasSizeLessThan(10_000);
    }
}
