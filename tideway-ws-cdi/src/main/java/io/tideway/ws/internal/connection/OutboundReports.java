package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.internal.outbound.OutboundListener;
import java.time.Duration;

/**
 * Counts and logs what becomes of one connection's outbound messages; a queue that fails or overflows ends the
 * connection.
 */
final class OutboundReports implements OutboundListener {

    /**
     * How long a failed write waits for the container to say why, since its close event has the client's own reason.
     */
    private static final Duration FAILURE_GRACE = Duration.ofSeconds(1);

    private final LiveConnection connection;

    OutboundReports(LiveConnection connection) {
        this.connection = connection;
    }

    @Override
    public void sent(int count) {
        connection.services().metrics().sent.add(count);
    }

    @Override
    public void full(int messages, long bytes) {
        SlowConsumer event = new SlowConsumer(
                connection, messages, bytes, connection.endpoint().options().overflow());
        connection.services().log().log(SummedLog.Kind.SLOW_CONSUMER, () -> ConnectionMessages.slowConsumer(event));
        connection.services().slowConsumers().slow(event);
    }

    @Override
    public void dropped(int count) {
        connection.services().metrics().dropped.add(count);
    }

    @Override
    public void lost(int count) {
        connection.services().metrics().lost.add(count);
    }

    @Override
    public boolean mayOverflow(CloseFrame frame) {
        return connection.lifecycle().decideOverflow(frame);
    }

    @Override
    public void overflowed(CloseFrame frame) {
        connection.services().metrics().overflows.increment();
        connection.lifecycle().overflowed();
    }

    @Override
    public void closing() {
        connection.lifecycle().closeFrameLeaves();
    }

    @Override
    public void failed(Throwable cause) {
        connection
                .services()
                .log()
                .log(SummedLog.Kind.WRITE_FAILED, () -> ConnectionMessages.writeFailed(connection, cause));
        Duration closeTimeout = connection.endpoint().options().closeTimeout();
        Duration grace = closeTimeout.compareTo(FAILURE_GRACE) < 0 ? closeTimeout : FAILURE_GRACE;
        if (connection.lifecycle().failedInQueue(CloseFrame.ABNORMAL.withReason("write failed"), grace)) {
            connection.services().metrics().sendFailures.increment();
        }
    }
}
