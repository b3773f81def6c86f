/** The torture's own parts, and the torture itself. */
@NullMarked
package io.tailrace.agent.torture;

import org.jspecify.annotations.NullMarked;
