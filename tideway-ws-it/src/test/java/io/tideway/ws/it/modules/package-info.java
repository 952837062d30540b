/** Tests of the published jars on the module path; the modules are in {@code src/test/modules}. */
package io.tideway.ws.it.modules;
