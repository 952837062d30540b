package io.tideway.ws.it.server;

import io.tideway.ws.it.server.app.persistence.FirstNote;
import io.tideway.ws.it.server.app.persistence.Note;
import io.tideway.ws.it.server.app.persistence.Notes;
import io.tideway.ws.it.server.app.persistence.NotesHandler;
import io.tideway.ws.it.server.app.persistence.NotesOnContainerEndpoint;
import io.tideway.ws.it.server.app.persistence.NotesOnManagedEndpoint;
import io.tideway.ws.it.server.app.persistence.NotesOnVirtualEndpoint;

/**
 * Tests on servers with Jakarta Persistence that handlers may use an entity manager of the server, in a transaction and
 * without one.
 */
abstract class PersistenceContract extends ResourceContract {
    private static final String CONTEXT_PATH = "/persistence";
    private static final String USED = "0 before, 1 after";
    private static final int BURSTS = 5;
    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="notes">
                %s
                <exclude-unlisted-classes>false</exclude-unlisted-classes>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="drop-and-create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private final String source;

    /** Tests with the default data source of the server. */
    PersistenceContract(Server server) {
        super(server, CONTEXT_PATH, USED, BURSTS);
        this.source = "";
    }

    /** Tests with a data source of a server whose default one works with an external database only. */
    PersistenceContract(Server server, String source) {
        super(server, CONTEXT_PATH, USED, BURSTS);
        this.source = "<jta-data-source>" + source + "</jta-data-source>";
    }

    @Override
    WarBuilder application() {
        return WarBuilder.war("persistence")
                .classes(
                        FirstNote.class,
                        Note.class,
                        Notes.class,
                        NotesHandler.class,
                        NotesOnContainerEndpoint.class,
                        NotesOnManagedEndpoint.class)
                .file("WEB-INF/classes/META-INF/persistence.xml", UNIT.formatted(source));
    }

    @Override
    Class<?> endpointOnVirtualThreads() {
        return NotesOnVirtualEndpoint.class;
    }
}
