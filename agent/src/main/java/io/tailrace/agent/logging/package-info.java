/**
 * The agent's own log: SLF4J and java.util.logging in, one line for each event out, on a stream
 * that may be slow or stuck without ever holding up the bytes of a pipeline.
 */
@NullMarked
package io.tailrace.agent.logging;

import org.jspecify.annotations.NullMarked;
