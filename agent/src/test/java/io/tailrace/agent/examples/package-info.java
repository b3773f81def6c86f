/** What is in config-examples, read as strictly as whoever is to read it. */
@NullMarked
package io.tailrace.agent.examples;

import org.jspecify.annotations.NullMarked;
