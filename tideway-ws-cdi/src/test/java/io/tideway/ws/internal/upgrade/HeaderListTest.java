package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderListTest {
    @Test
    void severalLinesAreOneList() {
        assertThat(HeaderList.of(List.of("keep-alive, foo", "Upgrade")).elements())
                .containsExactly("keep-alive", "foo", "Upgrade");
    }

    @Test
    void whiteSpaceAndEmptyElementsDoNotCount() {
        assertThat(HeaderList.of(List.of(" ,foo ,\t, bar", "", ",")).elements()).containsExactly("foo", "bar");
    }

    @Test
    void tokensAreFoundInAnyCase() {
        HeaderList list = HeaderList.of(List.of("foo", "bar,\tWebSocket "));
        assertThat(list.contains("websocket")).isTrue();
        assertThat(list.contains("web")).isFalse();
    }

    @Test
    void aCommaInAQuotedStringSeparatesNothing() {
        assertThat(HeaderList.of(List.of("\"a,websocket\\\",b\",c")).elements())
                .containsExactly("\"a,websocket\\\",b\"", "c");
    }

    @Test
    void aQuoteThatNothingEndsReachesToTheEndOfItsLine() {
        assertThat(HeaderList.of(List.of("\"a,websocket", "b")).elements()).containsExactly("\"a,websocket", "b");
        assertThat(HeaderList.of(List.of("\"a\\")).elements()).containsExactly("\"a\\");
    }
}
