package io.tideway.ws.internal.invoke;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Connection;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.Message;
import io.tideway.ws.Presence;
import io.tideway.ws.PresenceCount;
import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.Target;
import io.tideway.ws.internal.delivery.Delivery;
import io.tideway.ws.internal.delivery.Publication;
import io.tideway.ws.internal.delivery.RoomMemory;
import io.tideway.ws.internal.options.ModuleOptions;
import io.tideway.ws.internal.outbound.Destination;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.Names;
import io.tideway.ws.internal.registry.Selection;
import io.tideway.ws.spi.HandlerMethod;
import io.tideway.ws.spi.ProtocolEndpoint;
import io.tideway.ws.spi.RoomHistory;
import io.tideway.ws.spi.RoomMessage;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Lets the protocol of another jar use the handler, the JSON and the rooms of an endpoint; thread-safe. */
public record ProvidedEndpoint(
        Class<?> handlerClass,
        EndpointOptions options,
        HandlerMethods methods,
        JsonCodec codec,
        Delivery delivery,
        RoomMemory memory,
        InstantSource clock,
        Executor inContext,
        ModuleOptions settings,
        Consumer<String> problems)
        implements ProtocolEndpoint {
    @Override
    public int option(String name, int byDefault, int least, int most) {
        return settings.number(name, least, most).orElse(byDefault);
    }

    @Override
    public HandlerMethod method(Method method) {
        HandlerMethod callable = methods.of(method);
        methods.prepare(method, this::problem);
        return callable;
    }

    @Override
    public String toJson(Object value) {
        return codec.encode(value);
    }

    @Override
    public Object fromJson(String json, Type type) {
        return codec.decode(json, type);
    }

    @Override
    public Optional<String> readProblem(Type type) {
        return codec.readProblem(type);
    }

    @Override
    public Optional<String> writeProblem(Type type) {
        return codec.writeProblem(type);
    }

    @Override
    public BroadcastResult publish(Connection sender, String room, Message message) {
        Names.room(room, options.maxRoomNameLength());
        Optional<String> info =
                sender instanceof LocalConnection known ? Optional.ofNullable(known.info()) : Optional.empty();
        RoomMessage.Sender from = new RoomMessage.Sender(sender.id(), sender.userId(), info);
        return delivery.publish(
                Selection.of(List.of(Target.room(room))),
                Publication.of(message, new Destination.Room(room, RoomPosition.NONE, Optional.of(from))));
    }

    @Override
    public boolean isRoom(String name) {
        return Names.isRoom(name, options.maxRoomNameLength());
    }

    @Override
    public RoomOptions roomOptions(String room) {
        return memory.options(Names.room(room, options.maxRoomNameLength()));
    }

    @Override
    public CompletionStage<RoomHistory> history(String room, HistoryQuery query, int mostBytes) {
        return memory.read(room, query, mostBytes);
    }

    @Override
    public CompletionStage<Presence> presence(String room) {
        return memory.presence(room);
    }

    @Override
    public CompletionStage<PresenceCount> presenceCount(String room) {
        return memory.presenceCount(room);
    }

    @Override
    public void problem(String text) {
        problems.accept(text);
    }
}
