/** An application that sends itself messages. */
package io.tideway.ws.it.server.app.messaging;
