/** Shows sending from anywhere: notifications from a REST resource and from a timer. */
@NullMarked
package io.tideway.ws.examples.notifications;

import org.jspecify.annotations.NullMarked;
