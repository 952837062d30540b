/** Builds programs of Go, each with exactly the modules that it names. */
package io.tideway.ws.it.go;
