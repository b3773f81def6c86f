package io.tailrace.agent.torture;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One log of one writer: {@code w1-rename}, written to {@code w1-rename.log}.
 *
 * @param writer 1 for the first
 */
record LogName(int writer, Mode mode) {
  private static final Pattern FORM = Pattern.compile("w([0-9]{1,3})-([a-z]+)");

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it is none
   */
  static LogName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no log");
    }
    return new LogName(Integer.parseInt(matcher.group(1)), Mode.named(matcher.group(2)));
  }

  Path file(Path volume) {
    return volume.resolve(this + ".log");
  }

  /** What the one of writer and rotator has locked whose turn it is. */
  Path turn(Path control) {
    return control.resolve(this + ".turn");
  }

  @Override
  public String toString() {
    return "w" + writer + "-" + mode.label();
  }
}
