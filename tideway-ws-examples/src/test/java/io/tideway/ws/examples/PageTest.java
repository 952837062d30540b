package io.tideway.ws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @RegisterExtension
    static final ExamplesServer EXAMPLES = new ExamplesServer();

    @ParameterizedTest
    @CsvSource({
        "'', text/html",
        "index.html, text/html",
        "app.js, text/javascript",
        "style.css, text/css",
        "icon.svg, image/svg+xml"
    })
    void theFilesOfThePageComeWithTheirTypes(String path, String type) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.body()).isNotBlank();
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(get("nothing.html").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../META-INF/beans.xml",
                "/%2e%2e/META-INF/beans.xml",
                "/..%2fMETA-INF/beans.xml",
                "/META-INF/beans.xml",
                "//META-INF/beans.xml",
                "/web/index.html"
            })
    void nothingElseOfTheClassPathIsServed(String path) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", EXAMPLES.server().port())) {
            socket.setSoTimeout(60_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotStartWith("HTTP/1.1 2").doesNotContain("<beans", "<main>");
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(EXAMPLES.server().uri().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
