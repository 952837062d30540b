/** Boots Weld SE and finds an application's beans; not for applications, may change at any time. */
@NullMarked
package io.tideway.ws.tyrus.internal.beans;

import org.jspecify.annotations.NullMarked;
