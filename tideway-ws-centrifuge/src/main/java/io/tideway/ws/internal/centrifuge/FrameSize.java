package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.Message;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.spi.RoomMessage;

/** Measures frames, to keep what waits within its bounds. */
final class FrameSize {
    private FrameSize() {}

    /** Returns how many bytes a frame has on the wire, its header aside. */
    static long of(Message frame) {
        if (frame instanceof Message.Text text) {
            return bytes(text.text());
        }
        return frame instanceof Message.Binary binary ? binary.data().remaining() : 0;
    }

    /** Returns how many bytes a publication has in a log; a frame has more. */
    static long of(RoomMessage publication) {
        long sender = publication
                .sender()
                .map(client -> bytes(client.connectionId())
                        + bytes(client.userId().orElse(""))
                        + bytes(client.info().orElse("")))
                .orElse(0L);
        return of(publication.message()) + sender;
    }

    /** Returns how many bytes a member has in a list of members, at least. */
    static long of(PresenceMember member) {
        return 2 * bytes(member.connectionId())
                + bytes(member.userId().orElse(""))
                + bytes(member.info().orElse(""));
    }

    private static long bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            bytes += next < 0x80 ? 1 : next < 0x800 || Character.isSurrogate(next) ? 2 : 3;
        }
        return bytes;
    }
}
