/** Teaches the JVM what a start of the agent needs. Never part of a run. */
@NullMarked
package io.tailrace.agent.training;

import org.jspecify.annotations.NullMarked;
