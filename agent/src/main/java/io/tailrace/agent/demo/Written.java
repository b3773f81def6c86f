package io.tailrace.agent.demo;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the sample application says it wrote. It keeps it in a file for the demo to read, replaced
 * as a whole:
 *
 * <pre>{"logs":{"ORDERS":{"events":9,"lines":9,"bytes":2913,"rotations":0}, …},"finished":false}
 * </pre>
 *
 * @param logs every log is in it
 * @param finished whether it will write no more
 */
record Written(Map<SampleLog, Count> logs, boolean finished) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Of one log, over all its files.
   *
   * @param events which of them may have several lines
   */
  record Count(int events, long lines, long bytes, int rotations) {
    static final Count NONE = new Count(0, 0, 0, 0);
  }

  Written {
    var all = new EnumMap<SampleLog, Count>(SampleLog.class);
    for (SampleLog log : SampleLog.values()) {
      all.put(log, logs.getOrDefault(log, Count.NONE));
    }
    logs = Map.copyOf(all);
  }

  /** What the file says; nothing written if there is none yet. */
  static Written read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Written.class);
    } catch (NoSuchFileException e) {
      return new Written(Map.of(), false);
    }
  }

  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, JSON.writeValueAsBytes(this));
    Files.move(next, file, ATOMIC_MOVE);
  }

  Count count(SampleLog log) {
    return logs.getOrDefault(log, Count.NONE);
  }

  long events() {
    return sum(Count::events);
  }

  long lines() {
    return sum(Count::lines);
  }

  long bytes() {
    return sum(Count::bytes);
  }

  private long sum(ToLongFunction<Count> part) {
    return logs.values().stream().mapToLong(part).sum();
  }
}
