package io.tideway.ws.internal.registry;

import java.util.Objects;

/** Checks the names of rooms and users, which are opaque: never a pattern, never a path. */
public final class Names {
    public static final int LONGEST = 255;

    private Names() {}

    /**
     * Checks a room's name.
     *
     * @throws IllegalArgumentException if it is not a valid name
     */
    public static String room(String name, int longest) {
        Objects.requireNonNull(name, "room name must not be null");
        if (name.isEmpty() || name.length() > longest || !name.codePoints().allMatch(Names::printable)) {
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

    /** Tells whether a text may be a user id. */
    public static boolean isUser(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
