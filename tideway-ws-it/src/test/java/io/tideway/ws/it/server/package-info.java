/**
 * Real servers to test on: unpacked by the build, started on free ports of the loopback interface, one after another,
 * and always stopped.
 */
package io.tideway.ws.it.server;
