/** Handlers that fail the deployment. */
package io.tideway.ws.it.server.app.broken;
