/**
 * What {@code tailrace demo} and {@code tailrace torture} both need: processes that are started,
 * watched and ended, a screen that shows how far it is, and a look at what a destination has.
 */
@NullMarked
package io.tailrace.agent.stage;

import org.jspecify.annotations.NullMarked;
