/** An application with a database. */
package io.tideway.ws.it.server.app.persistence;
