package io.tailrace.parsers.transform;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tailrace.parsers.MatchText;
import org.jspecify.annotations.Nullable;

/** Tests whether a pattern is found in a value. */
final class Matching {
  private Matching() {}

  /**
   * The test of a pattern.
   *
   * @param pattern the compiled expression, for this test alone
   */
  static Test of(Subject subject, String expression, Pattern pattern) {
    @Nullable Literal literal = Literal.of(expression);
    return literal == null ? search(subject, pattern) : literal(subject, literal);
  }

  /** Most patterns are a text and where it stands: that needs no engine. */
  private static Test literal(Subject subject, Literal literal) {
    return record -> {
      if (!subject.find(record)) {
        return false;
      }
      subject.unescape();
      return literal.isIn(subject.bytes(), subject.from(), subject.to());
    };
  }

  private static Test search(Subject subject, Pattern pattern) {
    MatchText text = new MatchText();
    Matcher matcher = pattern.matcher(text);
    return record -> {
      if (!subject.find(record)) {
        return false;
      }
      subject.unescape();
      text.take(subject.bytes(), subject.from(), subject.to());
      return matcher.reset(text).find();
    };
  }
}
