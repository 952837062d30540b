package io.tideway.ws.internal.registry;

/** Records which groups get their first member and lose their last; called within the atomic step of each. */
interface Occupancy {
    /** Notes nothing. */
    Occupancy UNOBSERVED = new Occupancy() {
        @Override
        public void occupied(String name) {}

        @Override
        public void emptied(String name) {}
    };

    /** A group has its first member. */
    void occupied(String name);

    /** A group has lost its last member. */
    void emptied(String name);
}
