/**
 * What is done to records on the user's word, once they are read: which of them are shipped, and
 * how they look then. Each class is a step, or a part of one; none does I/O or reads a clock.
 */
@NullMarked
package io.tailrace.parsers.transform;

import org.jspecify.annotations.NullMarked;
