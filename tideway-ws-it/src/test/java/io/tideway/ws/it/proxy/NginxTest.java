package io.tideway.ws.it.proxy;

import io.tideway.ws.it.quickstart.Tool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Tests the server behind nginx. */
@Tag("long")
class NginxTest extends ProxyContract {

    @Override
    Proxy proxy(Path directory, int port) throws IOException {
        Tool.required("nginx", "on Debian: apt-get install nginx-light", "nginx", "-v");
        String location = Proxy.configuration("nginx");
        return Proxy.nginx(directory, replaced(replaced(location, "8080", "" + port), "60s", "5s"));
    }
}
