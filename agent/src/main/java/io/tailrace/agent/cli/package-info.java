/**
 * The commands: what a person at a terminal, or a container's entry point, says to the program and
 * is answered. What needs a running agent or a destination is done by whoever implements {@link
 * io.tailrace.agent.cli.AgentRunner} and {@link io.tailrace.agent.cli.OutputProber}.
 */
@NullMarked
package io.tailrace.agent.cli;

import org.jspecify.annotations.NullMarked;
