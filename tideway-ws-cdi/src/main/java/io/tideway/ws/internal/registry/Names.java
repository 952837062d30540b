package io.tideway.ws.internal.registry;

import java.util.Objects;

/**
 * Checks the names of rooms and users, which are opaque: never a pattern, never a path.
 *
 * <p>Two names that look alike in a log or on a page would be mistaken for each other, so the only invisible characters
 * are the space (U+0020) and the zero-width joiner.
 */
public final class Names {
    public static final int LONGEST = 255;

    private static final int ZERO_WIDTH_JOINER = 0x200D; // part of many emoji
    private static final String LETTERS_THAT_SHOW_NOTHING = "\u115F\u1160\u2800\u3164\uFFA0"; // look like a space

    private Names() {}

    /**
     * Checks a room's name.
     *
     * @throws IllegalArgumentException if it is not a valid name
     */
    public static String room(String name, int longest) {
        Objects.requireNonNull(name, "room name must not be null");
        if (!isRoom(name, longest)) {
            throw new IllegalArgumentException(RegistryMessages.badRoomName(name, longest));
        }
        return name;
    }

    /**
     * Checks a user id.
     *
     * @throws IllegalArgumentException if it is not a valid user id
     */
    public static String user(String id) {
        Objects.requireNonNull(id, "userId must not be null");
        if (!isUser(id)) {
            throw new IllegalArgumentException(RegistryMessages.badUserId(id, LONGEST));
        }
        return id;
    }

    /** Tells whether a text may be a room's name. */
    public static boolean isRoom(String name, int longest) {
        return !name.isEmpty() && name.length() <= longest && name.codePoints().allMatch(Names::printable);
    }

    /** Tells whether a text may be a user id. */
    public static boolean isUser(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.codePoints().allMatch(Names::printable);
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> point == ZERO_WIDTH_JOINER;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> LETTERS_THAT_SHOW_NOTHING.indexOf(point) < 0;
        };
    }
}
