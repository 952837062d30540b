package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.realtime.RemoteCall;

/** Has a call that a handler inherits. */
public class InheritedCalls {
    @RemoteCall("inherited")
    String inherited() {
        return "for everybody";
    }
}
