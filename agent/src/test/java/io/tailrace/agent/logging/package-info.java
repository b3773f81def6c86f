/** Tests of the agent's own log. */
@NullMarked
package io.tailrace.agent.logging;

import org.jspecify.annotations.NullMarked;
