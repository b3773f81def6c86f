package io.tailrace.agent.settings;

import java.nio.file.Path;

/**
 * A file of NDJSON.
 *
 * @param path absolute
 */
public record FileSettings(String name, Batching batching, Path path) implements OutputSettings {}
