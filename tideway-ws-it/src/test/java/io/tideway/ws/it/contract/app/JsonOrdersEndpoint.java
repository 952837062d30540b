package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;

/** Confirms orders in JSON, and reports what it cannot decode. */
@WebSocketEndpoint(value = "/orders", maxMessageBytes = 2_000_000)
public class JsonOrdersEndpoint implements JsonHandler<JsonOrdersEndpoint.Order> {

    /** What is ordered. */
    public record Order(String item, int count) {}

    /** What the client learns. */
    public record Confirmation(String confirmed) {}

    @Override
    public void onJson(Connection connection, Order order) {
        if (order.count() < 0) {
            throw new IllegalStateException("the amount of an order is negative");
        }
        connection.sendJson(new Confirmation(order.count() + " " + order.item()));
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        connection.sendText("cannot: " + error.getClass().getSimpleName());
    }
}
