package io.tideway.ws.spi;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.RoomOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Shows an endpoint to its protocol, and lets the protocol call the handler; implemented by Tideway, thread-safe. */
public interface ProtocolEndpoint {

    /**
     * Returns the class of the handler.
     *
     * @return the bean class
     */
    Class<?> handlerClass();

    /**
     * Returns the effective options of the endpoint.
     *
     * @return the options
     */
    EndpointOptions options();

    /**
     * Reads an option of the protocol, at deployment. Its key is {@code tideway.ws.realtime.<name>}; a value that is
     * not accepted fails the deployment.
     *
     * @param name the name of the option
     * @param byDefault the value where it is not configured
     * @param least the smallest value
     * @param most the largest value
     * @return the value
     */
    int option(String name, int byDefault, int least, int most);

    /**
     * Returns the clock of the server, by which all instants count.
     *
     * @return the clock
     */
    InstantSource clock();

    /**
     * Makes a method of the handler callable, at deployment.
     *
     * @param method a method of the handler's class, or of a type that it implements; not private, not static
     * @return what calls it
     */
    HandlerMethod method(Method method);

    /**
     * Returns an executor that runs tasks in the application's context; use it for code that runs when a stage of the
     * application completes, which may be on any thread.
     *
     * @return an executor that runs every task on the calling thread
     */
    Executor inContext();

    /**
     * Serialises a value with JSON-B.
     *
     * @param value the value
     * @return a JSON text
     * @throws MessageEncodingException if JSON-B cannot serialise it
     */
    String toJson(Object value);

    /**
     * Reads a value with JSON-B.
     *
     * @param json a JSON text
     * @param type the type to read
     * @return the value
     * @throws MessageDecodingException if the text is not valid JSON for the type, or the JSON {@code null} where the
     *     type has no value for that
     */
    Object fromJson(String json, Type type);

    /**
     * Says what to do about a type that JSON-B cannot read because a class in it is not public; to be asked while the
     * protocol is made, for {@link #problem}.
     *
     * @param type a type for {@link #fromJson}
     * @return the problem, or empty if there is none
     */
    Optional<String> readProblem(Type type);

    /**
     * Says what to do about a type whose values JSON-B cannot write because a record in it is not public; to be asked
     * while the protocol is made, for {@link #problem}.
     *
     * @param type the type of a value for {@link #toJson}
     * @return the problem, or empty if there is none
     */
    Optional<String> writeProblem(Type type);

    /**
     * Publishes a message of a client to a room; the members on this node have it queued when this returns.
     *
     * @param sender the client's connection
     * @param room the room's name
     * @param message the message
     * @return what became of it
     * @throws IllegalArgumentException if the name is not valid
     */
    BroadcastResult publish(Connection sender, String room, Message message);

    /**
     * Tells whether a room can have a name at this endpoint.
     *
     * @param name what a client sent
     * @return true if the name is valid and not too long
     */
    boolean isRoom(String name);

    /**
     * Returns what a room remembers.
     *
     * @param room the room's name
     * @return its options
     * @throws IllegalArgumentException if the name is not valid
     */
    RoomOptions roomOptions(String room);

    /**
     * Reads a part of a room's log: from the beginning of what is asked for, as much as fits.
     *
     * @param room the name of a room with history
     * @param query what to read
     * @param mostBytes how many bytes the messages may have in the log together; the first is read in any case
     * @return the part; fails with {@link BrokerException} if the log cannot be read
     */
    CompletionStage<RoomHistory> history(String room, HistoryQuery query, int mostBytes);

    /**
     * Lists who is in a room.
     *
     * @param room the name of a room with presence
     * @return the members on all nodes; fails with {@link BrokerException} if they cannot be read
     */
    CompletionStage<Presence> presence(String room);

    /**
     * Counts who is in a room.
     *
     * @param room the name of a room with presence
     * @return the members and users on all nodes; fails with {@link BrokerException} if they cannot be read
     */
    CompletionStage<PresenceCount> presenceCount(String room);

    /**
     * Fails the deployment; to be called while the protocol is made. The path and the class of the endpoint are added.
     *
     * @param text what is wrong and what to do about it
     */
    void problem(String text);
}
