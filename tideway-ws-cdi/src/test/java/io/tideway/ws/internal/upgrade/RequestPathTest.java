package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @CsvSource({
        "/chat/lobby,/chat/lobby",
        "/chat;x=1/lobby;jsessionid=8B2;y,/chat/lobby",
        "/chat/lobby;,/chat/lobby",
        "/;a/b,//b",
        "/chat/a%3Bb,/chat/a%3Bb",
        "/chat/a;b%2Fc/d,/chat/a/d"
    })
    void leavesOutTheParametersOfEverySegment(String path, String plain) {
        assertThat(RequestPath.withoutParameters(path)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a/..",
                "/./a",
                "/a/%2e%2E/b",
                "/a/.%2e;x/b",
                "/a/..;/b",
                "/a/x%2f..%2fb",
                "/a/x%5c..%5cb",
                "/a/x\\..\\b",
                "//a",
                "/;x/a",
                "/a//b",
                "/a%2F/b"
            })
    void findsDotSegmentsAndEmptyOnesInEveryForm(String path) {
        assertThat(RequestPath.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b", "/a/...", "/a/.b", "/a/b..", "/a/%252e%252e/b", "/a;../b", "/a%2Fb", "/", "/a/"})
    void dotsWithinASegmentAreData(String path) {
        assertThat(RequestPath.isAmbiguous(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'',/chat,/chat",
        "/app,/app/chat,/chat",
        "/app,/app;v=1/chat;x,/chat",
        "/app,/%61pp/a%20b,/a%20b",
        "/a b,/a%20b/c,/c",
        "/two/parts,/two/parts/chat,/chat",
        "/app,/app,''",
        "/app,/apple/chat,/apple/chat",
        "/two/parts,/two,/two"
    })
    void leavesOutTheContextPathAsTheClientHasWrittenIt(String context, String path, String below) {
        assertThat(RequestPath.below(context, path)).isEqualTo(below);
    }
}
