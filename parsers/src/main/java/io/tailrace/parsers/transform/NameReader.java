package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.EcsRoot;
import io.tailrace.parsers.WellKnown;
import io.tailrace.parsers.transform.FieldName.Role;
import io.tailrace.parsers.transform.StepText.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names in steps. As in conditions, {@code level}, {@code message} and {@code time} are
 * the record's own. What parsers rename is the same name here: {@code host} is {@code host.name}. A
 * name in quotes is always that of a field, as it is.
 */
final class NameReader {
  private final StepText text;

  NameReader(StepText text) {
    this.text = text;
  }

  /** The name of a field, or of the record's level or message. */
  FieldName value(String what) throws BadTransform {
    return value(text.word(what));
  }

  /** The same, of a word that was read already. */
  FieldName value(Token token) throws BadTransform {
    FieldName name = any(token);
    if (name.role() == Role.TIME) {
      throw text.problem(
          token.at(),
          "a record's time is no text that could be used.%s".formatted(inQuotes(token)));
    }
    if (name.text().chars().filter(c -> c == '.').count() >= FieldSubject.MAX_PARTS) {
      throw text.problem(
          token.at(), "a name has at most %d parts.".formatted(FieldSubject.MAX_PARTS));
    }
    return name;
  }

  /** The name of what is to be set: a field's, or the record's level, message or time. */
  FieldName target(String what) throws BadTransform {
    return any(text.word(what));
  }

  /** The name of a field. */
  FieldName field(Token token) throws BadTransform {
    FieldName name = any(token);
    if (!name.isField()) {
      throw text.problem(
          token.at(),
          "%s is the record's own, and no field.%s".formatted(token.text(), inQuotes(token)));
    }
    return name;
  }

  /** Names of objects, or none if the step ends here. */
  List<FieldName> objectsIfAny() throws BadTransform {
    List<FieldName> names = new ArrayList<>();
    if (!text.isAtEnd()) {
      do {
        Token token = text.word("a name");
        field(token);
        names.add(checked(token, FieldName.of(token.text(), Role.FIELD)));
      } while (text.takeComma());
    }
    return names;
  }

  /** The names after {@code by}; none if that does not follow. */
  List<FieldName> by() throws BadTransform {
    List<FieldName> names = new ArrayList<>();
    if (text.takeWord("by")) {
      do {
        names.add(value("a name"));
      } while (text.takeComma());
    }
    return names;
  }

  /** Adds a name, or what names begin with that end with {@code *} here. */
  void removed(List<FieldName> whole, List<byte[]> prefixes) throws BadTransform {
    Token token = text.word("a name");
    String name = token.text();
    if (token.isQuoted() || name.indexOf('*') < 0) {
      whole.add(any(token));
    } else if (name.indexOf('*') < name.length() - 1) {
      throw text.problem(token.at() + name.indexOf('*'), "a * is the end of a name, or in quotes.");
    } else {
      prefixes.add(FieldName.of(name.substring(0, name.length() - 1), Role.FIELD).bytes());
    }
  }

  private FieldName any(Token token) throws BadTransform {
    String name = token.text();
    if (name.isEmpty()) {
      throw text.problem(token.at(), "a name is empty.");
    }
    if (token.isQuoted()) {
      return checked(token, FieldName.of(name, Role.FIELD));
    }
    byte[] bytes = name.getBytes(UTF_8);
    @Nullable EcsRoot root = EcsRoot.named(bytes, 0, bytes.length);
    return checked(
        token,
        FieldName.of(root == null ? name : new String(root.valueName(), UTF_8), role(token)));
  }

  private FieldName checked(Token token, FieldName field) throws BadTransform {
    if (field.bytes().length > FieldName.MAX_BYTES) {
      throw text.problem(
          token.at(), "a name is longer than %d bytes.".formatted(FieldName.MAX_BYTES));
    }
    return field;
  }

  private Role role(Token token) throws BadTransform {
    byte[] name = token.text().getBytes(UTF_8);
    @Nullable WellKnown known = WellKnown.named(name, 0, name.length);
    if (known == null) {
      return Role.FIELD;
    }
    return switch (known) {
      case LEVEL, LOG_LEVEL -> Role.LEVEL;
      case MESSAGE -> Role.MESSAGE;
      case TIME, AT_TIMESTAMP -> Role.TIME;
      default -> {
        String own =
            switch (known.role()) {
              case TIME -> "time";
              case LEVEL -> "level";
              case MESSAGE -> "message";
            };
        throw text.problem(
            token.at(),
            "what lines name %1$s is a record's %2$s: write %2$s.%3$s"
                .formatted(token.text(), own, inQuotes(token)));
      }
    };
  }

  private static String inQuotes(Token token) {
    return " A field that is named so nevertheless is written \"%s\".".formatted(token.text());
  }
}
