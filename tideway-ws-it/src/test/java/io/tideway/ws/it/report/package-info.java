/** The table that tells what the contract's run has shown: servers across, capabilities down. */
package io.tideway.ws.it.report;
