package io.tideway.ws.bench.serve;

/**
 * Asks for broadcasts: {@code B count size}.
 *
 * @param count how many
 * @param size how many bytes each
 */
record BroadcastCommand(int count, int size) {
    static BroadcastCommand parse(String text) {
        int second = text.indexOf(' ', 2);
        return new BroadcastCommand(
                Integer.parseInt(text.substring(2, second)), Integer.parseInt(text.substring(second + 1)));
    }

    /** Makes one message: when it was made, and padding. */
    String message() {
        String stamp = System.nanoTime() + " ";
        return stamp + "x".repeat(Math.max(0, size - stamp.length()));
    }
}
