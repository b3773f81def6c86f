package io.tailrace.agent.dryrun;

/**
 * A line of what was read.
 *
 * @param file empty where there is only one
 * @param line from 1 on
 */
public record Spot(String file, long line) {
  /** For people: {@code line 3}, {@code line 3 of /var/log/app.log}. */
  @Override
  public String toString() {
    return "line " + line + (file.isEmpty() ? "" : " of " + file);
  }
}
