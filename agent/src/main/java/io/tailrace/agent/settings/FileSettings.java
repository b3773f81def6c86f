package io.tailrace.agent.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of NDJSON.
 *
 * @param path absolute
 */
public record FileSettings(String name, Batching batching, Optional<String> onlyIf, Path path)
    implements OutputSettings {}
