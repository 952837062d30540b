package io.tideway.ws.internal.bootstrap;

import java.time.Duration;

/** Starts and stops the connection of a node to a broker. */
interface NodeLink {
    /** Belongs to a node without a broker. */
    NodeLink NONE = new NodeLink() {
        @Override
        public void start() {}

        @Override
        public void abandonStart() {}

        @Override
        public void upkeep() {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void stop(Duration budget) {}
    };

    /**
     * Connects.
     *
     * @throws IllegalStateException if the broker is not reachable and the configuration requires it
     */
    void start();

    /** Ends the wait of a start; a later start does not wait. */
    void abandonStart();

    /** Checks time limits; called several times a second. */
    void upkeep();

    /** Tells whether clients should come: false while a broker is not reachable that the configuration requires. */
    boolean isReady();

    /** Disconnects, within the time given. */
    void stop(Duration budget);
}
