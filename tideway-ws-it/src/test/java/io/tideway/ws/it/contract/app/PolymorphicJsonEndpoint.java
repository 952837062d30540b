package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.WebSocketEndpoint;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.List;

/** Sends back what it has read, which is one of several records. */
@WebSocketEndpoint("/polymorphic-json")
public class PolymorphicJsonEndpoint implements JsonHandler<PolymorphicJsonEndpoint.Shape> {

    /** What is read and written. */
    @JsonbTypeInfo(
            key = "kind",
            value = {
                @JsonbSubtype(alias = "circle", type = Circle.class),
                @JsonbSubtype(alias = "drawing", type = Drawing.class)
            })
    public sealed interface Shape permits Circle, Drawing {}

    /** A shape of numbers. */
    public record Circle(String label, double radius, long id) implements Shape {}

    /** A shape of other records. */
    public record Drawing(String label, List<Point> points, boolean closed) implements Shape {}

    /** A part of a drawing. */
    public record Point(int x, int y) {}

    @Override
    public void onJson(Connection connection, Shape shape) {
        connection.sendJson(shape);
    }

    @Override
    public void onError(Connection connection, Throwable error) {
        connection.sendText("cannot: " + error);
    }
}
