package io.tailrace.parsers.redaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Does what a {@link Redaction} says, text by text. Owned by one thread. Built-in rules allocate
 * nothing, but for hashes; a pattern of the user's takes a copy of what it looks at.
 *
 * <p>Doing it again with what came out changes nothing, unless a pattern of the user's finds
 * something in what it left, or something was removed so that its name now stands before a word
 * that had followed it.
 */
public final class Redactor {
  private final List<String> names;
  private final List<Pass> passes = new ArrayList<>();
  private final JsonWalk walk = new JsonWalk();
  private final long[] counts;

  /** What one pass writes, the next one reads. */
  private RedactedText target;

  private RedactedText spare;

  private byte[] bytes = {};
  private int length;

  Redactor(Redaction redaction) {
    this.names = redaction.names();
    this.counts = new long[names.size()];
    this.target = new RedactedText(redaction, names);
    this.spare = new RedactedText(redaction, names);
    if (!redaction.rules().isEmpty()) {
      passes.add(new BuiltInPass(redaction.rules(), new Marks(names), target));
    }
    int name = RedactionRule.values().length;
    for (String pattern : redaction.patterns().values()) {
      passes.add(new PatternPass(Redaction.compile(pattern), name++, target));
    }
  }

  /**
   * Redacts {@code text[from, to)}, valid UTF-8, which stays as it is.
   *
   * @return whether anything was found; then {@code bytes()[0, length())} is the text without it,
   *     until the next call
   */
  public boolean redact(byte[] text, int from, int to) {
    bytes = text;
    int begin = from;
    int end = to;
    boolean changed = false;
    for (Pass pass : passes) {
      if (isChangedBy(pass, begin, end)) {
        bytes = target.bytes();
        begin = 0;
        end = target.length();
        target = swap();
        changed = true;
      }
    }
    length = end;
    return changed;
  }

  private RedactedText swap() {
    RedactedText written = target;
    RedactedText next = spare;
    spare = written;
    return next;
  }

  private boolean isChangedBy(Pass pass, int from, int to) {
    target.start(bytes, from, to);
    pass.start(bytes, target);
    if (!walk.walk(bytes, from, to, pass)) {
      target.start(bytes, from, to);
      pass.text(from, to, false);
    }
    if (!target.finish()) {
      return false;
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += target.found()[i];
    }
    return true;
  }

  /** The array of the text that was redacted; others' to read until the next call. */
  public byte[] bytes() {
    return bytes;
  }

  /** The length in bytes of the text that was redacted. */
  public int length() {
    return length;
  }

  /** How often each rule and pattern has found something, by its name; those that have. */
  public Map<String, Long> counts() {
    Map<String, Long> found = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        found.put(names.get(i), counts[i]);
      }
    }
    return found;
  }
}
