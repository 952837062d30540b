package io.tideway.ws.it.server.app.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Writes in a transaction and reads without one. */
@ApplicationScoped
public class Notes {
    @PersistenceContext
    EntityManager database;

    /** Writes a note. */
    @Transactional
    public void write(String name) {
        database.persist(new Note(name));
    }

    /** Tells how many notes of that name there are. */
    public long count(String name) {
        return database.createQuery("select count(n) from Note n where n.name = :name", Long.class)
                .setParameter("name", name)
                .getSingleResult();
    }
}
