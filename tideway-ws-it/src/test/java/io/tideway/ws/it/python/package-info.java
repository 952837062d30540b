/** Runs programs of Python, each with exactly the libraries that it names. */
package io.tideway.ws.it.python;
