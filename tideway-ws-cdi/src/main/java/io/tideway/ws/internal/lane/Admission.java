package io.tideway.ws.internal.lane;

/** Says, at the moment a lane takes a payload, whether it still may: a seat in a room that can be left meanwhile. */
public interface Admission {
    /** Tells whether the payload may still be queued; called under the lane's lock, so it only reads a field. */
    boolean stands();
}
