package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test after which a thread of a server still runs. */
final class NoThreadIsLeft implements AfterEachCallback {

    /** Returns the names of the threads of servers in this process. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(?i).*(tideway|grizzly|tyrus|weld).*"))
                .toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(threads()).isEmpty();
    }
}
