package catalogue;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ServiceLoader;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("handler in " + new Articles().getClass().getModule());
        ServiceLoader.load(Extension.class).stream()
                .map(ServiceLoader.Provider::type)
                .forEach(type -> System.out.println("extension in " + type.getModule()));
    }

    @WebSocketEndpoint("/articles")
    static class Articles implements WebSocketHandler {}
}
