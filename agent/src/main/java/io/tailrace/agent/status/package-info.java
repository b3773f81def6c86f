/**
 * How the agent is doing, for people, probes and Prometheus: {@link
 * io.tailrace.agent.status.AgentStatus} is a picture of one moment that the wiring takes from the
 * live objects, {@link io.tailrace.agent.status.StatusServer} shows it over HTTP. Nothing here is
 * on the path of the bytes, and nothing here sees what a record contains.
 */
@NullMarked
package io.tailrace.agent.status;

import org.jspecify.annotations.NullMarked;
