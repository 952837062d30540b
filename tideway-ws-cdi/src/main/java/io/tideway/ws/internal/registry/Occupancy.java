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

    /** Notes to one, then to the other. */
    static Occupancy both(Occupancy first, Occupancy second) {
        if (second == UNOBSERVED) {
            return first;
        }
        return new Occupancy() {
            @Override
            public void occupied(String name) {
                first.occupied(name);
                second.occupied(name);
            }

            @Override
            public void emptied(String name) {
                first.emptied(name);
                second.emptied(name);
            }
        };
    }

    /** A group has its first member. */
    void occupied(String name);

    /** A group has lost its last member. */
    void emptied(String name);
}
