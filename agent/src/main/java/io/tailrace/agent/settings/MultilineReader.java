package io.tailrace.agent.settings;

import io.tailrace.agent.settings.SettingsReader.Section;
import java.util.Optional;

/** Reads which lines belong together: a rule, and a pattern if and only if the rule needs one. */
final class MultilineReader {
  private static final MultilineSettings USUAL =
      MultilineSettings.preset(InputDeclarations.MULTILINE.defaultText().orElseThrow());

  private final SettingsReader reader;
  private final Section common;

  private String commonRule = "";
  private Optional<String> commonPattern = Optional.empty();

  /** Whether some input uses the common pattern. */
  private boolean commonPatternIsUsed;

  MultilineReader(SettingsReader reader, Section common) {
    this.reader = reader;
    this.common = common;
  }

  /** For the one input there is, or what several take that say nothing themselves; comes first. */
  MultilineSettings ofAll() {
    commonRule = common.orDefault(InputDeclarations.MULTILINE);
    commonPattern = common.optional(InputDeclarations.MULTILINE_PATTERN);
    if (common.variable(InputDeclarations.INPUTS).isPresent()) {
      return USUAL;
    }
    commonPatternIsUsed = MultilineSettings.isByPattern(commonRule);
    return together(common, commonRule, commonPattern);
  }

  /** For one input of several. */
  MultilineSettings ofInput(Section own) {
    String rule = own.ifSet(InputDeclarations.MULTILINE).orElse(commonRule);
    Optional<String> pattern = own.ifSet(InputDeclarations.MULTILINE_PATTERN);
    if (has(own)) {
      pattern.ifPresent(_ -> checkUse(own, rule));
      return together(own, rule, pattern);
    }
    commonPatternIsUsed |= MultilineSettings.isByPattern(rule);
    return together(own, rule, commonPattern);
  }

  /** A pattern that no input uses is a mistake; comes last. */
  void checkCommonPattern() {
    if (commonPattern.isPresent() && !commonPatternIsUsed) {
      checkUse(common, commonRule);
    }
  }

  private MultilineSettings together(Section section, String rule, Optional<String> pattern) {
    if (!MultilineSettings.isByPattern(rule)) {
      return MultilineSettings.preset(rule);
    }
    if (pattern.isPresent()) {
      return new MultilineSettings(rule, pattern);
    }
    // One that is there is wrong, and that is said already.
    if (!has(section) && !has(common)) {
      section.required(
          InputDeclarations.MULTILINE_PATTERN,
          rule.equals(MultilineSettings.START)
              ? "the pattern of lines that begin an event"
              : "the pattern of lines that belong to the event above them");
    }
    return USUAL;
  }

  private void checkUse(Section section, String rule) {
    Optional<Variable> pattern = section.variable(InputDeclarations.MULTILINE_PATTERN);
    if (pattern.isPresent() && !MultilineSettings.isByPattern(rule)) {
      reader.problem(
          Problem.of(
              pattern.get(),
              pattern.get().value(),
              "Nothing looks for it: %s is %s. Set that to start or continuation, or leave this out."
                  .formatted(section.nameOf(InputDeclarations.MULTILINE), rule)));
    }
  }

  private static boolean has(Section section) {
    return section.variable(InputDeclarations.MULTILINE_PATTERN).isPresent();
  }
}
