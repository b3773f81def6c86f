package io.tailrace.agent.settings;

import io.tailrace.agent.settings.SettingsReader.Section;
import io.tailrace.parsers.redaction.RedactionStyle;
import java.util.Map;
import java.util.Optional;

/** Reads what is to be redacted, in all inputs and in each. */
final class RedactionReader {
  /** An e-mail address is found by trying, and so is a short key. */
  private static final int LEAST_KEY_LENGTH = 16;

  private final SettingsReader reader;
  private final Section common;
  private final Optional<Secret> key;

  RedactionReader(SettingsReader reader) {
    this.reader = reader;
    this.common = reader.agent();
    this.key = common.secret(RedactionDeclarations.REDACT_KEY);
    if (key.filter(secret -> secret.get().length() < LEAST_KEY_LENGTH).isPresent()) {
      reader.problem(
          Problem.of(
              common.nameOf(RedactionDeclarations.REDACT_KEY),
              "Shorter than %d characters, so that it could be found by trying. For example, take"
                      .formatted(LEAST_KEY_LENGTH)
                  + " what `openssl rand -hex 16` prints."));
    }
  }

  /** What stands for inputs that say nothing of their own. */
  RedactionSettings common() {
    return settings(
        common,
        new RedactionSettings(
            common.orDefault(RedactionDeclarations.REDACT),
            common.optional(RedactionDeclarations.REDACT_PATTERNS).orElse(Map.of()),
            RedactionStyle.MASK,
            key),
        common.orDefault(RedactionDeclarations.REDACT_WITH));
  }

  /** What stands for one input. */
  RedactionSettings of(Section own, RedactionSettings fallback) {
    return settings(
        own,
        new RedactionSettings(
            own.ifSet(RedactionDeclarations.REDACT).orElse(fallback.rules()),
            own.ifSet(RedactionDeclarations.REDACT_PATTERNS).orElse(fallback.patterns()),
            RedactionStyle.MASK,
            key),
        own.ifSet(RedactionDeclarations.REDACT_WITH).orElse(fallback.style()));
  }

  private RedactionSettings settings(Section own, RedactionSettings with, RedactionStyle style) {
    boolean lacksKey = style == RedactionStyle.HASH && key.isEmpty();
    own.variable(RedactionDeclarations.REDACT_WITH)
        .filter(variable -> lacksKey)
        .ifPresent(variable ->
            reader.problem(
                Problem.of(
                    variable,
                    variable.value(),
                    "Hashes need a key: set %1$s, or %1$s_FILE to the file it is in."
                        .formatted(common.nameOf(RedactionDeclarations.REDACT_KEY)))));
    return new RedactionSettings(
        with.rules(), with.patterns(), lacksKey ? RedactionStyle.MASK : style, key);
  }
}
