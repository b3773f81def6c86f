/**
 * Which files there are, and which life of a file is which: {@link
 * io.tailrace.agent.files.FileCatalog} finds files, opens them safely and follows each {@link
 * io.tailrace.agent.files.Generation} through renames until it is finished.
 */
@NullMarked
package io.tailrace.agent.files;

import org.jspecify.annotations.NullMarked;
