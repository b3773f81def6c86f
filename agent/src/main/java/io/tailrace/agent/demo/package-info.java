/**
 * {@code tailrace demo}: does the agent's job for real on one machine and counts what arrives. A
 * sample application writes and rotates its logs, the agent ships them, the server is killed half
 * way, and in the end every event is looked up by its number.
 *
 * <p>Every part runs as a process of its own and knows the others only by files and HTTP. {@link
 * io.tailrace.agent.demo.ElasticsearchProcess} also serves the tests.
 */
@NullMarked
package io.tailrace.agent.demo;

import org.jspecify.annotations.NullMarked;
