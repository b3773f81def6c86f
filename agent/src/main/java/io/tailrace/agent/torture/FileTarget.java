package io.tailrace.agent.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The agent's {@code file} output. A file does not misbehave; only the agent is killed. */
final class FileTarget implements Target {
  private final Path file;
  private final Audit audit = new Audit();
  private final LineTail tail;

  FileTarget(Path file) {
    this.file = file;
    this.tail = new LineTail(file);
  }

  @Override
  public String name() {
    return "a file";
  }

  @Override
  public String promise() {
    return "at least once: after a kill, what was written since the last checkpoint comes again";
  }

  @Override
  public boolean once() {
    return false;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("TAILRACE_OUTPUTS", "file", "TAILRACE_FILE_PATH", file.toString());
  }

  @Override
  public Audit audit() {
    return audit;
  }

  @Override
  public void look() throws IOException {
    tail.read(audit::delivered);
  }

  @Override
  public void down() {}

  @Override
  public void up() {}

  @Override
  public void heal() {}

  @Override
  public boolean isHealed() {
    return true;
  }

  @Override
  public Audit finalAudit() throws IOException {
    look();
    return audit;
  }

  @Override
  public Map<Fault, Integer> faults() {
    return Map.of();
  }

  @Override
  public long again() {
    return 0;
  }

  @Override
  public void close() {}
}
