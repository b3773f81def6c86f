package io.tailrace.parsers.transform;

import io.tailrace.parsers.RecordStep;
import java.util.function.Function;

/**
 * A step as it was read, from which one can be made for each thread.
 *
 * @param maker makes one; a list in a single step, such as {@code remove a, b}, may be several
 */
record StepSource(StepKind kind, Function<StepParts, RecordStep> maker) {}
