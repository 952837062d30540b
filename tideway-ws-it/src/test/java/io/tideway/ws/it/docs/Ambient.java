package io.tideway.ws.it.docs;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.WebSocketHandler;
import java.util.List;

/**
 * Declares what a snippet of the documentation may use without showing where it comes from.
 *
 * <p>A snippet that is not a whole type becomes the members, or the statements of a method, of a class that extends
 * this one: it belongs to a handler whose manager is injected, in a callback of {@code connection}.
 */
public abstract class Ambient implements WebSocketHandler {

    /** The injected manager. */
    protected ConnectionManager manager;

    /** The connection of the callback. */
    protected Connection connection;

    /** Another connection. */
    protected Connection other;

    /** What the callback was given. */
    protected Message message;

    /** A position in a room's log. */
    protected RoomPosition position;

    /** Something to send, as text. */
    protected String text;

    /** Something to send, as JSON. */
    protected Object event;

    /** Many things to send. */
    protected List<Object> events;
}
