/** Sends dead letters again, to the output that they are of. */
@NullMarked
package io.tailrace.agent.replay;

import org.jspecify.annotations.NullMarked;
