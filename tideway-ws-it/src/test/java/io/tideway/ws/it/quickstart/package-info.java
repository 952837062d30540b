/** Runs the quick starts of the documentation: projects are made of the text of its pages, built with Maven and run. */
package io.tideway.ws.it.quickstart;
