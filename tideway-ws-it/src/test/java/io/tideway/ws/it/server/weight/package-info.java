/** A small application, whose start is timed with Tideway and without. */
package io.tideway.ws.it.server.weight;
