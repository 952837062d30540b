package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Holds what a client sends for the application. */
sealed interface Content {
    /** Returns it as the application reads it. */
    String json();

    /** Returns it as the members of a room are sent it. */
    Message message();

    /**
     * Is content in JSON.
     *
     * @param json a text that has been checked
     */
    record Json(String json) implements Content {
        @Override
        public Message message() {
            return Message.text(json);
        }
    }

    /**
     * Is content in any other form, which only clients that use Protobuf send.
     *
     * @param bytes the content
     */
    record Bytes(ByteBuffer bytes) implements Content {
        /** Returns a string in Base64, as clients that use JSON are sent it. */
        @Override
        public String json() {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return '"' + Base64.getEncoder().encodeToString(copy) + '"';
        }

        @Override
        public Message message() {
            return Message.binary(bytes);
        }
    }
}
