package io.tailrace.agent.cli;

import io.tailrace.agent.settings.Suggestions;
import io.tailrace.parsers.redaction.RedactionRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --redact}: {@code true}, {@code false}, or rules.
 *
 * @param text the same for {@code TAILRACE_REDACT}
 */
record RedactionOption(String text) {
  private static final List<String> LABELS =
      Arrays.stream(RedactionRule.values()).map(RedactionRule::label).toList();

  static RedactionOption of(String text) {
    if (text.equals("true") || text.equals("false")) {
      return new RedactionOption(text);
    }
    List<String> rules = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      rules.add(rule(word.strip()));
    }
    return new RedactionOption(String.join(",", rules));
  }

  private static String rule(String word) {
    String label = word.toLowerCase(Locale.ROOT);
    if (!LABELS.contains(label)) {
      throw new TypeConversionException(
          "'%s' is neither true nor one of %s.%s"
              .formatted(word, String.join(", ", LABELS), Suggestions.sentence(word, LABELS)));
    }
    return label;
  }
}
