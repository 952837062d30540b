package io.tideway.ws.internal.messages;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.System.Logger.Level;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SafeLogTest {

    @Test
    void aLogThatThrowsHarmsNoCaller() {
        Logger logger = Logger.getLogger(SafeLogTest.class.getName());
        Handler full = new Handler() {
            @Override
            public void publish(LogRecord record) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(full);
        try {
            SafeLog log = SafeLog.of(SafeLogTest.class);
            assertThatNoException().isThrownBy(() -> log.log(Level.ERROR, null, "TIDEWAY-000 %s", "something"));
        } finally {
            logger.removeHandler(full);
        }
    }
}
