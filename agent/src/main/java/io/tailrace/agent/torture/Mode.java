package io.tailrace.agent.torture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of a log file while it is written. Each writer has one log of each mode. */
enum Mode {
  RENAME("renamed; its writer makes the next one", true),
  CREATE("renamed, and a new one put in its place", true),
  BURST("renamed several times between two looks", true),
  LATE("renamed, while its writer goes on with the old one for seconds", true),
  UNLINK("removed while the agent is up and has not shipped it", true),
  RECREATE("removed and made anew once it is shipped, often with the same inode", true),
  COPYTRUNCATE("copied and cut to nothing, its writer waiting meanwhile", true);

  private final String what;
  private final boolean byDefault;

  Mode(String what, boolean byDefault) {
    this.what = what;
    this.byDefault = byDefault;
  }

  /** What happens to the file, to follow "it is". */
  String what() {
    return what;
  }

  /**
   * Whether writer and rotator take turns, so that nothing is written to what is on its way out.
   */
  boolean takesTurns() {
    return this == UNLINK || this == RECREATE || this == COPYTRUNCATE;
  }

  /** Whether it happens only when it is told to, at a time at which nothing can get lost by it. */
  boolean onOrder() {
    return this == UNLINK || this == RECREATE;
  }

  /** The name in log names and options. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<Mode> usual() {
    return Arrays.stream(values()).filter(mode -> mode.byDefault).toList();
  }

  /**
   * Looks one up by its label.
   *
   * @throws IllegalArgumentException when there is none; the message lists those there are
   */
  static Mode named(String label) {
    return Arrays.stream(values())
        .filter(mode -> mode.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is not one of %s"
                    .formatted(
                        label,
                        Arrays.stream(values())
                            .map(Mode::label)
                            .collect(Collectors.joining(", ")))));
  }
}
