package io.tideway.ws.it.server.app.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Maps a row of the database. */
@Entity
public class Note {
    @Id
    private String name;

    /** For the server. */
    protected Note() {}

    Note(String name) {
        this.name = name;
    }

    /** Returns its key. */
    public String name() {
        return name;
    }
}
