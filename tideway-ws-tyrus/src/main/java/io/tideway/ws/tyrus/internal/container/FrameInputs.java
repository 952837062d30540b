package io.tideway.ws.tyrus.internal.container;

import java.lang.reflect.Field;
import java.util.function.Function;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;

/**
 * Finds the way into Tyrus for each connection of one server.
 *
 * <p>Tyrus' read handler keeps a buffer as large as the largest frame of its connection for as long as that lasts, and
 * copies each frame into it. So frames go past it, to its protocol handler, to which only the fields of the read
 * handler lead. Where a version of Tyrus has other fields, frames go through the read handler, and the log says so
 * once. Thread-safe.
 */
final class FrameInputs {
    private volatile Function<ReadHandler, FrameInput> way = this::first;

    private record Fields(Field protocol, Field socket, Field context) {

        static Fields of(Class<?> reader) throws NoSuchFieldException {
            return new Fields(
                    field(reader, "protocolHandler"), field(reader, "socket"), field(reader, "extensionContext"));
        }

        private static Field field(Class<?> reader, String name) throws NoSuchFieldException {
            Field field = reader.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }

        FrameInput input(ReadHandler reader) throws IllegalAccessException {
            return new EngineInput(
                    (ProtocolHandler) protocol.get(reader), (TyrusWebSocket) socket.get(reader), (ExtensionContext)
                            context.get(reader));
        }
    }

    FrameInput of(Connection tyrus) {
        return way.apply(tyrus.getReadHandler());
    }

    private FrameInput first(ReadHandler reader) {
        try {
            Fields fields = Fields.of(reader.getClass());
            way = later -> input(fields, later);
            return fields.input(reader);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return giveUp(reader, e);
        }
    }

    private FrameInput input(Fields fields, ReadHandler reader) {
        try {
            return fields.input(reader);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return giveUp(reader, e);
        }
    }

    private FrameInput giveUp(ReadHandler reader, Throwable cause) {
        FrontMessages.readsThroughTyrus(cause);
        way = later -> later::handle;
        return reader::handle;
    }
}
