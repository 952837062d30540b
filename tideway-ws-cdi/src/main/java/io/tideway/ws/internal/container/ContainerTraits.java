package io.tideway.ws.internal.container;

import io.tideway.ws.CloseFrame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Arrays;

/** Knows where single containers differ from Jakarta WebSocket, so that other classes need not. */
public final class ContainerTraits {
    private static final String UNDERTOW = "io.undertow.";
    private static final String LIBERTY = "com.ibm.";
    private static final String TOMCAT = "org.apache.tomcat.";
    private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";
    /** Not 0, by which Tyrus schedules an empty task with each message. */
    private static final long NO_IDLE_TIMEOUT = -1;

    private ContainerTraits() {}

    /** Sets a session's limits. */
    public static void prepare(Session session, int maxMessageBytes, Duration closeTimeout) {
        // The heartbeat checks idle clients, the same everywhere.
        session.setMaxIdleTimeout(hasTimerThatGoesOn(session) ? Long.MAX_VALUE : NO_IDLE_TIMEOUT);
        // Undertow hands over what it has anyway, and past its own limit closes without telling the endpoint. Tomcat
        // allocates as much with the first message and keeps it for the life of the connection.
        if (!isOf(session, UNDERTOW) && !isOf(session, TOMCAT)) {
            session.setMaxTextMessageBufferSize(maxMessageBytes);
            session.setMaxBinaryMessageBufferSize(maxMessageBytes);
        }
        // How long Tomcat waits for the client's close frame before it drops the TCP connection.
        session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, closeTimeout.toMillis());
    }

    /** Reads how a session ended. */
    public static CloseFrame closeFrame(Session session, CloseReason reason) {
        int code = reason.getCloseCode().getCode();
        String phrase = reason.getReasonPhrase();
        // Open Liberty reports every lost TCP connection so; a client must not send it (RFC 6455 §7.4.1).
        if (isOf(session, LIBERTY) && code == CloseFrame.SERVER_ERROR.code()) {
            return CloseFrame.ABNORMAL;
        }
        try {
            return new CloseFrame(code, phrase == null ? "" : phrase);
        } catch (IllegalArgumentException reservedCode) {
            return CloseFrame.ABNORMAL;
        }
    }

    /** Returns a reason to close a session with any code; the constants of Tomcat lack 1014. */
    public static CloseReason closeReason(CloseFrame frame) {
        CloseCode code = Arrays.stream(CloseCodes.values())
                .filter(known -> known.getCode() == frame.code())
                .map(CloseCode.class::cast)
                .findAny()
                .orElseGet(() -> new OtherCode(frame.code()));
        return new CloseReason(code, frame.reason());
    }

    /**
     * Tells whether the container's default timeout has started a timer that only another timeout stops: Open Liberty
     * takes one that is not positive for one that is over.
     */
    private static boolean hasTimerThatGoesOn(Session session) {
        return isOf(session, LIBERTY) && session.getMaxIdleTimeout() > 0;
    }

    private static boolean isOf(Session session, String vendor) {
        return session.getClass().getName().startsWith(vendor);
    }

    /** Is a close code that has no constant, of the application's own range for instance. */
    private record OtherCode(int code) implements CloseCode {
        @Override
        public int getCode() {
            return code;
        }
    }
}
