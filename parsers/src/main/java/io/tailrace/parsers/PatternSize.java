package io.tailrace.parsers;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Looks at a regular expression before it is compiled: how large its program would be, how deep its
 * groups are, and whether each that opens is closed.
 *
 * <p>The engine takes time for each byte of a line in proportion to the program, builds it however
 * large it is, and goes through it by recursion. So {@code (a{1000}){1000}} must be told before.
 */
final class PatternSize {
  /** Enough for any line of text; what a match costs grows with it. */
  static final int MAX_STEPS = 4_000;

  /** What the engine does for a group it does by recursion. */
  private static final int MAX_DEPTH = 100;

  private final String pattern;
  private final Deque<Group> open = new ArrayDeque<>();
  private Group group = new Group(-1);
  private int i;

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  /** A group that is being read: what it takes so far, and its last part, which may be repeated. */
  private static final class Group {
    final int from;
    long steps;
    long last;

    Group(int from) {
      this.from = from;
    }

    void add(long more) {
      steps += more;
      last = more;
    }
  }

  static void check(String pattern) throws BadPattern {
    new PatternSize(pattern).check();
  }

  private void check() throws BadPattern {
    while (i < pattern.length()) {
      int at = i;
      part(pattern.charAt(i));
      if (group.steps > MAX_STEPS) {
        throw tooLarge(at);
      }
    }
    if (!open.isEmpty()) {
      throw new BadPattern(group.from, "the ( is never closed.");
    }
  }

  static BadPattern tooLarge(int at) {
    return new BadPattern(
        at,
        "the pattern up to here makes more than %d steps; repeat less, or use * or +."
            .formatted(MAX_STEPS));
  }

  private void part(char c) throws BadPattern {
    switch (c) {
      case '\\' -> escape();
      case '[' -> characterClass();
      case '(' -> openGroup();
      case ')' -> closeGroup();
      case '{' -> repetition();
      default -> {
        i++;
        group.add(1);
      }
    }
  }

  /** What stands between \Q and \E stands for itself. */
  private void escape() {
    if (pattern.startsWith("\\Q", i)) {
      int end = pattern.indexOf("\\E", i);
      group.add(end < 0 ? pattern.length() - i : end - i);
      i = end < 0 ? pattern.length() : end + 2;
      return;
    }
    i += 2;
    if (i < pattern.length() && pattern.charAt(i) == '{' && isNamedEscape(pattern.charAt(i - 1))) {
      int end = pattern.indexOf('}', i);
      i = end < 0 ? pattern.length() : end + 1;
    }
    group.add(1);
  }

  /** Of {@code \p{Greek}} and {@code \x{10FFFF}} the braces are no repetition. */
  private static boolean isNamedEscape(char letter) {
    return letter == 'p' || letter == 'P' || letter == 'x';
  }

  /** The bracket that closes it may stand first, or be that of a class such as [:alpha:]. */
  private void characterClass() throws BadPattern {
    int bracket = i++;
    if (i < pattern.length() && pattern.charAt(i) == '^') {
      i++;
    }
    boolean first = true;
    while (i < pattern.length() && (first || pattern.charAt(i) != ']')) {
      first = false;
      int named = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
      i = named >= 0 ? named + 2 : pattern.charAt(i) == '\\' ? i + 2 : i + 1;
    }
    if (i >= pattern.length()) {
      throw new BadPattern(bracket, "the [ is never closed.");
    }
    i++;
    group.add(1);
  }

  private void openGroup() throws BadPattern {
    if (open.size() == MAX_DEPTH) {
      throw new BadPattern(i, "more than %d groups inside of each other.".formatted(MAX_DEPTH));
    }
    open.push(group);
    group = new Group(i++);
    int nameEnd =
        pattern.startsWith("?P<", i) || pattern.startsWith("?<", i) ? pattern.indexOf('>', i) : -1;
    if (nameEnd >= 0) {
      i = nameEnd + 1;
    } else if (pattern.startsWith("?", i)) {
      i++;
      while (i < pattern.length() && "imsU-:".indexOf(pattern.charAt(i)) >= 0) {
        i++;
      }
      return;
    }
    group.add(2); // Where it begins and ends is noted.
  }

  private void closeGroup() throws BadPattern {
    if (open.isEmpty()) {
      throw new BadPattern(i, "nothing opens what this ) closes.");
    }
    long steps = group.steps;
    group = open.pop();
    group.add(steps);
    i++;
  }

  /** {@code {3}}, {@code {3,}} or {@code {3,5}}; anything else in braces stands for itself. */
  private void repetition() {
    int at = i + 1;
    long times = 0;
    long number = 0;
    boolean comma = false;
    while (at < pattern.length() && number <= MAX_STEPS) {
      char c = pattern.charAt(at);
      if (c >= '0' && c <= '9') {
        number = number * 10 + (c - '0');
      } else if (c == ',' && !comma) {
        times = number;
        number = 0;
        comma = true;
      } else {
        break;
      }
      at++;
    }
    times = Math.max(times, number);
    boolean digits = at > i + 1 && pattern.charAt(i + 1) != ',';
    if (digits && at < pattern.length() && pattern.charAt(at) == '}') {
      i = at + 1;
      group.add(Math.max(0, times - 1) * group.last);
      return;
    }
    i++;
    group.add(1);
  }
}
