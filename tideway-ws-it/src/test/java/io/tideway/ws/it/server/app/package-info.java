/** Contains small applications that tests deploy and undeploy. */
package io.tideway.ws.it.server.app;
