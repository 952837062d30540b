/** Collects what arrives and closes what is left; not for applications, may change at any time. */
@NullMarked
package io.tideway.ws.junit.internal;

import org.jspecify.annotations.NullMarked;
