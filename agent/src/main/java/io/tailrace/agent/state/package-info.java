/**
 * What survives the process: the checkpoint and the dead letters, in a directory that only one
 * agent uses at a time.
 */
@NullMarked
package io.tailrace.agent.state;

import org.jspecify.annotations.NullMarked;
