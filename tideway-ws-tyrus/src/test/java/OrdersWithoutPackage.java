import io.tideway.ws.Connection;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;

/** Belongs to no package, as the first program of many users: proxies of CDI are in another one. */
@WebSocketEndpoint("/orders")
public class OrdersWithoutPackage implements JsonHandler<OrdersWithoutPackage.Order> {
    record Order(String item) {}

    @Override
    public void onJson(Connection connection, Order order) {
        connection.sendJson(order);
    }
}
