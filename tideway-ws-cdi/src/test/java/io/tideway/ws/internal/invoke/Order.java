package io.tideway.ws.internal.invoke;

/** Holds a document that JSON-B may read and write. */
public record Order(String item, int count) {}
