package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many descriptors the catalog may take. Half of what the process has: if log files took all of
 * them, no connection could be made, so nothing would be settled and no file ever closed again.
 */
final class OpenFileLimit {
  /** What a process has when nobody says otherwise. */
  private static final int USUAL = 1_024;

  /** More than this at once helps nobody. */
  private static final int MAX = 20_000;

  private static final Pattern SOFT_LIMIT = Pattern.compile("Max open files\\s+(\\d+)\\s");

  private OpenFileLimit() {}

  static int ofThisProcess() {
    try {
      return of(Files.readString(Path.of("/proc/self/limits")));
    } catch (IOException e) {
      // Not Linux, or no /proc.
      return USUAL / 2;
    }
  }

  /** From the text of {@code /proc/self/limits}. */
  static int of(String limits) {
    Matcher soft = SOFT_LIMIT.matcher(limits);
    long descriptors = soft.find() ? Long.parseLong(soft.group(1)) : USUAL;
    return (int) Math.min(descriptors / 2, MAX);
  }
}
