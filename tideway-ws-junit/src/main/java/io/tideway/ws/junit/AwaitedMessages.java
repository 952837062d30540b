package io.tideway.ws.junit;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.junit.internal.Received;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what a connection receives; a wait that ends without it fails the test and lists what arrived. Thread-safe.
 */
final class AwaitedMessages {
    private final String path;
    private final Received received;

    AwaitedMessages(String path, Received received) {
        this.path = path;
        this.received = received;
    }

    Message message(Duration atMost) {
        return await("message", atMost, () -> received.next(atMost));
    }

    String text(Duration atMost) {
        return await("text", atMost, () -> received.next(atMost) instanceof Message.Text text ? text.text() : null);
    }

    byte[] binary(Duration atMost) {
        return await("binary message", atMost, () -> {
            if (!(received.next(atMost) instanceof Message.Binary binary)) {
                return null;
            }
            byte[] bytes = new byte[binary.data().remaining()];
            binary.data().duplicate().get(bytes);
            return bytes;
        });
    }

    void pong(long ping, Duration atMost) {
        await("pong", atMost, () -> received.awaitPong(ping, atMost) ? received : null);
    }

    CloseFrame end(Duration atMost) {
        return await("close", atMost, () -> received.end(atMost));
    }

    /** Waits for the end, and returns whether it has come; false if the thread is interrupted. */
    boolean hasEnded(Duration atMost) {
        try {
            return received.end(atMost) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void silence(Duration during) {
        try {
            Message message = received.next(during);
            if (message != null || received.end(Duration.ZERO) != null) {
                throw new AssertionError(Messages.notSilent(path, during, received.known()));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private interface Wait<T> {
        @Nullable
        T get() throws InterruptedException;
    }

    private <T> T await(String what, Duration atMost, Wait<T> wait) {
        try {
            T came = wait.get();
            if (came == null) {
                throw new AssertionError(Messages.notReceived(path, what, atMost, received.known()));
            }
            return came;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(cause);
    }
}
