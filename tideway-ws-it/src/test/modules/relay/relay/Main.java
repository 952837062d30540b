package relay;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.Broker;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.BrokerProvider;
import io.tideway.ws.spi.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> settings =
                Map.of("tideway.ws.cluster.redis.uri", "redis://127.0.0.1:1"); // nothing listens there
        for (BrokerProvider provider : ServiceLoader.load(BrokerProvider.class)) {
            System.out.println("broker in " + provider.getClass().getModule());
            Broker broker = provider.broker("node", key -> Optional.ofNullable(settings.get(key)))
                    .orElseThrow();
            broker.start(new Silent())
                    .handle((started, failure) -> failure.getMessage())
                    .thenAccept(System.out::println)
                    .thenCompose(told -> broker.stop())
                    .toCompletableFuture()
                    .join();
        }
    }

    private static final class Silent implements BrokerListener {
        @Override
        public void received(Channel channel, byte[] data) {}

        @Override
        public void appended(String room, RoomPosition position, byte[] data) {}

        @Override
        public void connected() {}

        @Override
        public void disconnected(String cause) {}
    }
}
