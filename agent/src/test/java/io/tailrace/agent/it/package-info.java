/**
 * Drives the program as its users do: a process with nothing but an environment, against real files
 * and real servers. Run once the program's folder is built.
 */
@NullMarked
package io.tailrace.agent.it;

import org.jspecify.annotations.NullMarked;
