package io.tailrace.parsers.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;

/**
 * One pattern of the user's. In JSON it is looked for in each text, as it is written there, and in
 * each number, which is replaced as a whole. Copies what it looks at, since the engine takes whole
 * arrays only.
 */
final class PatternPass implements Pass {
  private final Matcher matcher;
  private final int group;
  private final int name;

  private RedactedText target;
  private byte[] bytes = {};

  /**
   * @param name index of its name
   */
  PatternPass(Pattern pattern, int name, RedactedText target) {
    this.matcher = pattern.matcher(new byte[0]);
    this.group = Math.min(1, pattern.groupCount());
    this.name = name;
    this.target = target;
  }

  @Override
  public void start(byte[] bytes, RedactedText target) {
    this.bytes = bytes;
    this.target = target;
  }

  @Override
  public void text(int from, int to, boolean escaped) {
    matcher.reset(Arrays.copyOfRange(bytes, from, to));
    int whole = from;
    while (matcher.find()) {
      int begin = from + matcher.start(group);
      int end = from + matcher.end(group);
      if (matcher.start(group) < 0 || begin == end) {
        continue;
      }
      if (escaped) {
        whole = characterAt(whole, begin, to, false);
        begin = whole;
        whole = characterAt(whole, end, to, true);
        end = whole;
      }
      if (begin < end && begin >= target.copied()) {
        target.replace(begin, end, name, false);
      }
    }
  }

  /**
   * Where a character of a JSON text begins, an escape being one character.
   *
   * @param from where any begins
   * @param at an index in it
   * @param next whether the end of it is wanted, if {@code at} is not where it begins
   */
  private int characterAt(int from, int at, int to, boolean next) {
    int i = from;
    while (i < at) {
      int length = bytes[i] != '\\' ? 1 : i + 1 < to && bytes[i + 1] == 'u' ? 6 : 2;
      int end = Math.min(to, i + length);
      while (end < to && (bytes[end] & 0xC0) == 0x80) {
        end++; // No escape of JSON's, but a character all the same.
      }
      if (end > at && !next) {
        return i;
      }
      i = end;
    }
    return i;
  }

  @Override
  public void number(int from, int to) {
    matcher.reset(Arrays.copyOfRange(bytes, from, to));
    if (matcher.find()) {
      target.replace(from, to, name, true);
    }
  }

  @Override
  public int ruleOf(int nameFrom, int nameTo) {
    return SecretNames.NO_RULE;
  }

  @Override
  public void named(int from, int to, int rule, boolean quoted) {
    throw new IllegalStateException("a pattern knows no names");
  }
}
