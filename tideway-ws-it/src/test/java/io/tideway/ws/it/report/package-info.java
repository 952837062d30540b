/** The table of the contract's results: servers across, capabilities down. */
package io.tideway.ws.it.report;
