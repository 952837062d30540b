package shop;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.inject.Inject;
import shop.orders.Order;

@WebSocketEndpoint("/orders")
public class Orders implements JsonHandler<Order> {
    @Inject
    ConnectionManager manager;

    @Override
    public void onJson(Connection from, Order order) {
        manager.broadcastJson(order);
    }
}
