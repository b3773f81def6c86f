/** {@code tailrace test}: lines in a file, and the records they are to become. */
@NullMarked
package io.tailrace.agent.testing;

import org.jspecify.annotations.NullMarked;
