package io.tideway.ws.it.realtime;

import io.tideway.ws.junit.TestConnection;
import java.io.IOException;
import java.util.List;

/** Holds conversations that are written down in JSON in one of the forms of the Centrifuge protocol. */
interface Transcription {
    /** Returns the query by which a client asks for the form. */
    String query();

    /** Leaves out the conversations that the form cannot express. */
    List<String> script(List<String> lines);

    /** Sends commands, which a backslash and an n separate, in one frame. */
    void send(TestConnection connection, String commands) throws IOException;

    /** Waits for a frame; returns its replies in JSON. */
    List<String> next(TestConnection connection) throws IOException;
}
