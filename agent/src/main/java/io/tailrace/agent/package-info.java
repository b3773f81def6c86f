/** The program: wiring, commands and main. */
@NullMarked
package io.tailrace.agent;

import org.jspecify.annotations.NullMarked;
