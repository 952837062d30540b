package io.tideway.ws.internal.invoke;

/** Is a document that JSON-B may read and write. */
public record Order(String item, int count) {}
