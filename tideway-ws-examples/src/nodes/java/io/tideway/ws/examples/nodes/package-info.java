/** The program of the examples in processes of its own, for the tests of two modules. */
package io.tideway.ws.examples.nodes;
