package io.tailrace.agent.settings;

import io.tailrace.parsers.redaction.Redaction;
import io.tailrace.parsers.redaction.RedactionRule;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Kinds of what says what is to be redacted. */
final class RedactionKinds {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final Pattern SEMICOLON = Pattern.compile(";");

  /** Each is looked for in every line. */
  private static final int MAX_PATTERNS = 20;

  private static final List<String> LABELS =
      Arrays.stream(RedactionRule.values()).map(RedactionRule::label).toList();

  private static final Kind<List<RedactionRule>> LIST =
      Kind.listOf("list of rules", TextKinds.choice(RedactionRule.class));

  static final Kind<Set<RedactionRule>> RULES =
      Kind.of(
          "`true`, `false` or list of `" + String.join("`, `", LABELS) + "`",
          RedactionKinds::rules);

  static final Kind<Map<String, String>> PATTERNS =
      Kind.of("`name=pattern`, separated by `;`", RedactionKinds::patterns);

  private RedactionKinds() {}

  private static Set<RedactionRule> rules(String text) throws BadValue {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> EnumSet.allOf(RedactionRule.class);
      case "false" -> EnumSet.noneOf(RedactionRule.class);
      default -> Collections.unmodifiableSet(EnumSet.copyOf(LIST.parse(text)));
    };
  }

  private static Map<String, String> patterns(String text) throws BadValue {
    Map<String, String> patterns = new LinkedHashMap<>();
    for (String part : SEMICOLON.split(text, -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new BadValue(
            "Every part, between semicolons, must be name=pattern, such as order=ORD-[0-9]+ (write"
                + " \\x3b for a semicolon in a pattern).");
      }
      String name = part.substring(0, equals).strip();
      checkName(name);
      if (patterns.putIfAbsent(name, pattern(name, part.substring(equals + 1).strip())) != null) {
        throw new BadValue("The name %s is there twice.".formatted(name));
      }
    }
    if (patterns.size() > MAX_PATTERNS) {
      throw new BadValue("More than %d patterns.".formatted(MAX_PATTERNS));
    }
    return Collections.unmodifiableMap(patterns);
  }

  private static void checkName(String name) throws BadValue {
    if (!NAME.matcher(name).matches()) {
      throw new BadValue(
          "The name of a pattern, here %s, is lower-case letters, digits and _.".formatted(name));
    }
    if (LABELS.contains(name)) {
      throw new BadValue("There is a rule of the name %s: take another.".formatted(name));
    }
  }

  private static String pattern(String name, String pattern) throws BadValue {
    try {
      Redaction.compile(pattern);
      return pattern;
    } catch (IllegalArgumentException e) {
      throw new BadValue(
          "The pattern of %s, %s, cannot be used. %s".formatted(name, pattern, e.getMessage()));
    }
  }
}
