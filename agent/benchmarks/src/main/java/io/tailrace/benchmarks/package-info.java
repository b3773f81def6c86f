/** Measures the agent as a whole: the real process, against a sink that counts. */
@NullMarked
package io.tailrace.benchmarks;

import org.jspecify.annotations.NullMarked;
