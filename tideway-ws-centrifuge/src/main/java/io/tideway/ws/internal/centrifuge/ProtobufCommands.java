package io.tideway.ws.internal.centrifuge;

import com.google.protobuf.CodedInputStream;
import io.tideway.ws.Message;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads commands in Protobuf, each behind its length. */
final class ProtobufCommands implements Commands {
    private final byte[] frame;
    private final CodedInputStream input;

    private ProtobufCommands(byte[] frame) {
        this.frame = frame;
        this.input = CodedInputStream.newInstance(frame);
    }

    /**
     * Tells whether a class loader finds Google's library, of which an application that needs JSON alone has no need.
     */
    static boolean areReadable(ClassLoader loader) {
        try {
            Class.forName("com.google.protobuf.CodedInputStream", false, loader);
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /** Reads a binary message. */
    static Commands of(Message frame) {
        if (frame instanceof Message.Binary binary) {
            ByteBuffer data = binary.data();
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            return new ProtobufCommands(bytes);
        }
        throw new MalformedFrame("text, but this form is binary");
    }

    @Override
    public Command next() {
        try {
            return ProtobufRequest.read(input);
        } catch (IOException e) {
            throw new MalformedFrame("not Protobuf: " + e.getMessage());
        }
    }

    @Override
    public boolean hasNext() {
        return input.getTotalBytesRead() < frame.length;
    }

    @Override
    public Message rest() {
        int read = input.getTotalBytesRead();
        return Message.binary(ByteBuffer.wrap(frame, read, frame.length - read));
    }
}
