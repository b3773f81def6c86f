package io.tailrace.outputs;

import java.util.Map;

/**
 * Where records come from: one generation of one file. Encoders may cache what they make of it by
 * identity, for there is one instance for each generation and pipeline.
 *
 * @param generation the generation's id: 16 characters of the base64url alphabet, unique across
 *     hosts and restarts; with a record's offset it makes the record's id
 * @param path the absolute path under which the file was first seen
 * @param fields what every record of it carries, by its ECS name ({@code service.name}, {@code
 *     kubernetes.pod.name}, …), in the order to be written
 */
public record Source(String generation, String path, Map<String, String> fields) {
  public Source {
    if (!generation.matches("[A-Za-z0-9_-]{16}")) {
      throw new IllegalArgumentException("not a generation id: " + generation);
    }
  }
}
