package io.tailrace.agent.cli;

import io.tailrace.agent.settings.Suggestions;
import io.tailrace.parsers.redaction.Redaction;
import io.tailrace.parsers.redaction.RedactionRule;
import io.tailrace.parsers.redaction.RedactionStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --redact}: {@code true}, or rules. */
final class RedactionOption {
  private static final List<String> LABELS =
      Arrays.stream(RedactionRule.values()).map(RedactionRule::label).toList();

  private RedactionOption() {}

  static Redaction of(String text) {
    Set<RedactionRule> rules = EnumSet.noneOf(RedactionRule.class);
    if (text.equals("true")) {
      rules.addAll(EnumSet.allOf(RedactionRule.class));
    } else {
      for (String word : text.split(",", -1)) {
        rules.add(rule(word.strip()));
      }
    }
    return new Redaction(rules, Map.of(), RedactionStyle.MASK, "");
  }

  private static RedactionRule rule(String word) {
    int index = LABELS.indexOf(word.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new TypeConversionException(
          "'%s' is neither true nor one of %s.%s"
              .formatted(word, String.join(", ", LABELS), Suggestions.sentence(word, LABELS)));
    }
    return RedactionRule.values()[index];
  }
}
