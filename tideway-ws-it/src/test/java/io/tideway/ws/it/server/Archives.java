package io.tideway.ws.it.server;

import io.tideway.ws.it.server.app.Beacon;
import io.tideway.ws.it.server.app.Berth;
import io.tideway.ws.it.server.app.Harbour;
import io.tideway.ws.it.server.app.Lantern;
import io.tideway.ws.it.server.app.Logbook;
import io.tideway.ws.it.server.app.Pier;
import io.tideway.ws.it.server.app.Quay;
import io.tideway.ws.it.server.app.Tug;
import io.tideway.ws.it.server.app.TugCrew;
import io.tideway.ws.it.server.app.Watchtower;
import io.tideway.ws.it.server.app.Winch;

/** The applications that come and go, ready to be varied. */
final class Archives {
    private Archives() {}

    /** Returns the one with handlers. */
    static WarBuilder harbour() {
        return WarBuilder.war("harbour")
                .classes(Berth.class, Harbour.class, Logbook.class, Pier.class, Watchtower.class);
    }

    /** Returns one with handlers, which the heap tells from the others by its {@link Beacon}. */
    static WarBuilder harbourWithBeacon() {
        return harbour().classes(Beacon.class, Quay.class);
    }

    /** Returns one with an endpoint of its own and without Tideway. */
    static WarBuilder tug() {
        return WarBuilder.war("tug")
                .classes(Lantern.class, Tug.class, TugCrew.class, Winch.class)
                .withoutTideway();
    }
}
