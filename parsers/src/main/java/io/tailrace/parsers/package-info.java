/**
 * Bytes of a line in, a {@link io.tailrace.parsers.LogRecord} out. No I/O, no threads, no clocks:
 * what a parser makes of a line depends on nothing but the line.
 */
@NullMarked
package io.tailrace.parsers;

import org.jspecify.annotations.NullMarked;
