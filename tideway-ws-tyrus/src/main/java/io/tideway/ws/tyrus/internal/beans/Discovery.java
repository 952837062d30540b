package io.tideway.ws.tyrus.internal.beans;

/** Says where beans are looked for beside those that are named. */
public enum Discovery {
    /** In jars and directories with a beans.xml, and in directories of the class path without one. */
    PROJECT,
    /** In jars and directories with a beans.xml. */
    ARCHIVES,
    /** Nowhere. */
    NONE
}
