/**
 * JMH benchmarks of the parts a line passes. Each operation takes {@link Samples#MEGABYTE} bytes of
 * input, so operations per second are MB/s and {@code gc.alloc.rate.norm} is bytes allocated for
 * each MB of input.
 */
@NullMarked
package io.tailrace.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
