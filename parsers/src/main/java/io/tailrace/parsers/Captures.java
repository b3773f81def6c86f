package io.tailrace.parsers;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * A pattern, and which field each of its groups fills.
 *
 * @param regex of RE2's syntax, known to compile
 * @param groups in the order of the fields; unlike a pattern it can be shared by threads
 */
record Captures(String regex, List<Group> groups) {
  /**
   * @param number of the group, from 1 on
   */
  record Group(int number, NamedField field) {}

  Captures {
    groups = List.copyOf(groups);
  }

  /** A pattern for one thread. */
  Pattern newPattern() {
    try {
      return RegexSyntax.compile(regex);
    } catch (BadPattern e) {
      throw new IllegalStateException("it has compiled before: " + regex, e);
    }
  }
}
