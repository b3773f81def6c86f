package io.tailrace.agent.settings;

import java.util.Optional;

/** Standard output. */
public record StdoutSettings(
    String name, Batching batching, Optional<String> onlyIf, StdoutFormat format)
    implements OutputSettings {}
