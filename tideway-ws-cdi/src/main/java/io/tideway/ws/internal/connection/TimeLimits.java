package io.tideway.ws.internal.connection;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.spi.CloseCause;
import java.time.Duration;

/**
 * Checks everything of a connection that has a time limit: its write, its heartbeat, its expiry, its close and its
 * {@code onDisconnect}.
 *
 * <p>It keeps nothing of a connection, so that an idle one costs no memory for it. One thread checks.
 */
final class TimeLimits {

    void check(LiveConnection connection) {
        Lifecycle lifecycle = connection.lifecycle();
        connection.outboundQueue().trim();
        long now = connection.services().time().getAsLong();
        switch (lifecycle.state().due(now)) {
            case CHECKS_WHILE_OPEN -> {
                if (!endIfWriteHangs(connection)) {
                    checkOpen(connection, now);
                }
            }
            case CHECKS_WHILE_CLOSING -> endIfWriteHangs(connection);
            case FORCED_END -> lifecycle.terminate(CloseFrame.ABNORMAL);
            case FORCED_LEAVE -> connection.services().pools().upkeep().execute(lifecycle.release()::leaveOverdue);
            case NOTHING -> {}
        }
    }

    private static void checkOpen(LiveConnection connection, long now) {
        Lifecycle lifecycle = connection.lifecycle();
        SessionTimes times = lifecycle.times();
        if (times != null && !times.isEstablished()) {
            if (times.isOverdue(now)) {
                lifecycle.beginClose(CloseCause.NOT_ESTABLISHED);
            }
            return;
        }
        checkHeartbeat(connection, now);
        lifecycle.closeIfExpired();
        if (times != null && times.wakesAt(connection.services().clock().instant())) {
            lifecycle.wakeSession();
        }
    }

    private static boolean endIfWriteHangs(LiveConnection connection) {
        Duration limit = connection.endpoint().options().sendTimeout();
        boolean hangs = connection.outboundQueue().writingFor() > limit.toNanos();
        if (hangs) {
            ConnectionServices services = connection.services();
            services.metrics().sendFailures.increment();
            services.log().log(SummedLog.Kind.SEND_TIMED_OUT, () -> ConnectionMessages.sendTimedOut(connection, limit));
            connection.lifecycle().terminate(CloseFrame.ABNORMAL.withReason("send timed out"));
        }
        return hangs;
    }

    private static void checkHeartbeat(LiveConnection connection, long now) {
        Lifecycle lifecycle = connection.lifecycle();
        if (lifecycle.holdsUpReading()) {
            lifecycle.seen(); // frames wait unread, so silence says nothing about the client
        } else if (lifecycle.heartbeat().check(now) == Heartbeat.Finding.SILENT) {
            ConnectionServices services = connection.services();
            Duration limit = connection.endpoint().options().heartbeatTimeout();
            services.metrics().heartbeatTimeouts.increment();
            services.log().log(
                    SummedLog.Kind.HEARTBEAT_TIMED_OUT, () -> ConnectionMessages.heartbeatTimedOut(connection, limit));
            CloseFrame frame = connection.endpoint().protocol().closeFrame(CloseCause.HEARTBEAT_TIMEOUT);
            if (frame.isSendable()) {
                lifecycle.beginClose(frame);
            } else {
                lifecycle.terminate(frame);
            }
        }
    }
}
