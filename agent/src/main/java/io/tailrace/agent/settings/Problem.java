package io.tailrace.agent.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something wrong with the settings.
 *
 * @param subject the variable, or the line of a file, it is about
 * @param shown the value, as far as it may be shown and helps
 * @param origin where the value came from, if it came from anywhere
 * @param index of the character of what is shown at which it is wrong, if that is one place
 * @param message sentences: what is wrong and what is accepted
 */
public record Problem(
    String subject,
    Optional<String> shown,
    Optional<Origin> origin,
    OptionalInt index,
    String message) {
  /** A longer value helps nobody; this one tells which it is. */
  private static final int MAX_SHOWN = 200;

  public Problem {
    shown = shown.map(Problem::onOneLine);
    message = onOneLine(message);
  }

  /** A problem that is in no one place of the value. */
  public Problem(String subject, Optional<String> shown, Optional<Origin> origin, String message) {
    this(subject, shown, origin, OptionalInt.empty(), message);
  }

  /** A problem with a variable that is not there, or whose value must not be shown. */
  static Problem of(String subject, String message) {
    return new Problem(subject, Optional.empty(), Optional.empty(), message);
  }

  static Problem of(Variable variable, String shown, String message) {
    return new Problem(
        variable.name(), Optional.of(shown), Optional.of(variable.origin()), message);
  }

  /** What is wrong with the variable's value, of which this is shown. */
  static Problem of(Variable variable, String shown, BadValue bad) {
    return new Problem(
        variable.name(),
        Optional.of(shown),
        Optional.of(variable.origin()),
        bad.index(),
        bad.sentences());
  }

  /** A problem with a variable whose value must not be shown: it may be a secret. */
  static Problem hidden(Variable variable, String message) {
    return new Problem(variable.name(), Optional.empty(), Optional.of(variable.origin()), message);
  }

  /** Control characters could play tricks with a terminal. */
  private static String onOneLine(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}", "?");
    return oneLine.length() <= MAX_SHOWN * 4 ? oneLine : oneLine.substring(0, MAX_SHOWN) + "…";
  }
}
