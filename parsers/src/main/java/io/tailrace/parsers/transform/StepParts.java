package io.tailrace.parsers.transform;

import io.tailrace.parsers.SideText;
import java.util.function.LongSupplier;

/**
 * What the steps of one thread are made of.
 *
 * @param side for new bytes of the record at hand
 * @param nanos a clock that never goes back
 * @param seed see {@link Hash64}
 */
record StepParts(SideText side, LongSupplier nanos, long seed) {}
