package io.tailrace.agent.settings;

/** Standard output. */
public record StdoutSettings(String name, Batching batching, StdoutFormat format)
    implements OutputSettings {}
