/** The applications that come and go on servers; small, and each class packed where a test asks for it. */
package io.tideway.ws.it.server.app;
