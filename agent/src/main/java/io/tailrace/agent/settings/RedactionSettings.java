package io.tailrace.agent.settings;

import io.tailrace.parsers.redaction.Redaction;
import io.tailrace.parsers.redaction.RedactionRule;
import io.tailrace.parsers.redaction.RedactionStyle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is redacted in the lines of an input.
 *
 * @param patterns regular expressions by their names
 * @param key of the hashes, which only they need
 */
public record RedactionSettings(
    Set<RedactionRule> rules,
    Map<String, String> patterns,
    RedactionStyle style,
    Optional<Secret> key) {
  /** Nothing is. */
  public static final RedactionSettings NONE =
      new RedactionSettings(Set.of(), Map.of(), RedactionStyle.MASK, Optional.empty());

  public RedactionSettings {
    rules = Set.copyOf(rules);
    patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    if (style == RedactionStyle.HASH && key.isEmpty()) {
      throw new IllegalArgumentException("hashes without a key");
    }
  }

  /** The same for parsers, with the key that is in its file now. */
  public Redaction redaction() {
    return new Redaction(rules, patterns, style, key.map(Secret::get).orElse(""));
  }
}
