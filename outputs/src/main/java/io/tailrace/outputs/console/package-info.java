/**
 * Outputs that need no backend: records as lines on standard output, for people or for programs,
 * and in a file.
 */
@NullMarked
package io.tailrace.outputs.console;

import org.jspecify.annotations.NullMarked;
