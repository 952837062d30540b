package io.tideway.ws.it.proxy;

import io.tideway.ws.it.quickstart.Tool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Tests the server behind Apache httpd. */
@Tag("long")
class HttpdTest extends ProxyContract {

    @Override
    Proxy proxy(Path directory, int port) throws IOException {
        Tool.required("apache2", "on Debian: apt-get install apache2-bin", "apache2", "-v");
        String directives = Proxy.configuration("apache");
        return Proxy.httpd(directory, replaced(replaced(directives, "8080", "" + port), "Timeout 60", "Timeout 5"));
    }
}
