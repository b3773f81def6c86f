package io.tailrace.agent.settings;

import io.tailrace.parsers.redaction.RedactionRule;
import io.tailrace.parsers.redaction.RedactionStyle;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is taken out of every line before anything else sees it. */
final class RedactionDeclarations {
  static final Setting<Set<RedactionRule>> REDACT =
      Setting.of(
          "REDACT",
          RedactionKinds.RULES,
          "false",
          "Which secrets and personal data are taken out of lines; `true` for all of these",
          "email,ip,secret");

  static final Setting<Map<String, String>> REDACT_PATTERNS =
      Setting.optional(
          "REDACT_PATTERNS",
          RedactionKinds.PATTERNS,
          "What else is: regular expressions (RE2); of one with a group, what the group matches",
          "order=ORD-[0-9]+;patient=patient (\\w+)");

  static final Setting<RedactionStyle> REDACT_WITH =
      Setting.of(
          "REDACT_WITH",
          TextKinds.choice(RedactionStyle.class),
          "mask",
          "What stands there instead: `[email]`, `[email:<keyed hash>]`, or nothing",
          "hash");

  static final Setting<String> REDACT_KEY =
      Setting.secret("REDACT_KEY", "The key of the hashes", "a long random text");

  /** Those an input can have of its own. */
  static final List<Setting<?>> OF_ONE_INPUT = List.of(REDACT, REDACT_PATTERNS, REDACT_WITH);

  static final List<Setting<?>> ALL = List.of(REDACT, REDACT_PATTERNS, REDACT_WITH, REDACT_KEY);

  private RedactionDeclarations() {}
}
