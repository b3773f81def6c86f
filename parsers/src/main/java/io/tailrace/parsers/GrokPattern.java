package io.tailrace.parsers;

import com.google.re2j.Pattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a grok pattern into a regular expression: {@code %{INT:status:int}} becomes a group with
 * what the library says that INT is, and fills the field {@code status} with a number.
 *
 * <p>Of every character of the expression it is known which one of the pattern it comes from, so
 * that what is wrong with it can be said of the pattern. Used once.
 */
final class GrokPattern {
  /** Definitions that each name another one twice would fill the memory. */
  private static final int MAX_LENGTH = 32 * 1024;

  /** Deeper definitions are no definitions any more. */
  private static final int MAX_DEPTH = 32;

  /** Names of our own groups; a user's would have to be meant. */
  private static final String GROUP = "tailrace_";

  private final GrokLibrary library;
  private final FormatOption option;

  private final StringBuilder regex = new StringBuilder();
  private int[] origins = new int[256];
  private final List<NamedField> fields = new ArrayList<>();

  /** The definitions that are being put in, the innermost first. */
  private final Deque<String> inside = new ArrayDeque<>();

  /**
   * @param option whose text the pattern is, for what is said of it
   */
  GrokPattern(GrokLibrary library, FormatOption option) {
    this.library = library;
    this.option = option;
  }

  Captures captures(String pattern) throws BadFormat {
    expand(pattern, -1);
    try {
      return new Captures(regex.toString(), groups(RegexSyntax.compile(regex.toString())));
    } catch (BadPattern e) {
      int index = Math.min(e.index(), regex.length() - 1);
      throw BadFormat.at(option, index < 0 ? 0 : origins[index], e.sentence());
    }
  }

  /** Our own groups fill the fields that were noted for them; a user's group is named for its. */
  private List<Captures.Group> groups(Pattern compiled) {
    Map<String, Integer> numbers = compiled.namedGroups();
    return RegexFormat.groups(compiled).stream()
        .map(group -> {
          for (int i = 0; i < fields.size(); i++) {
            Integer number = numbers.get(GROUP + i);
            if (number != null && number == group.number()) {
              return new Captures.Group(number, fields.get(i));
            }
          }
          return group;
        })
        .toList();
  }

  /**
   * @param origin of all of it in the user's pattern, or -1 if this is the user's pattern
   */
  private void expand(String pattern, int origin) throws BadFormat {
    int i = 0;
    while (i < pattern.length()) {
      int place = origin < 0 ? i : origin;
      if (pattern.startsWith("%{", i)) {
        int end = pattern.indexOf('}', i);
        if (end < 0) {
          throw BadFormat.at(option, place, "the %{ is never closed by a }.");
        }
        reference(pattern.substring(i + 2, end), place, origin < 0 ? i + 2 : origin);
        i = end + 1;
      } else {
        append(pattern.substring(i, i + 1), place);
        i++;
      }
    }
  }

  /** {@code NAME}, {@code NAME:field} or {@code NAME:field:type}. */
  private void reference(String text, int place, int at) throws BadFormat {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String definition = definition(name, at);
    if (inside.contains(name)) {
      throw BadFormat.at(option, at, "%s is defined by itself.".formatted(name));
    }
    if (inside.size() == MAX_DEPTH) {
      throw BadFormat.at(option, at, "more than %d definitions deep.".formatted(MAX_DEPTH));
    }
    append("(", place);
    if (colon < 0) {
      append("?:", place);
    } else {
      String field = text.substring(colon + 1);
      append("?P<" + GROUP + fields.size() + ">", place);
      fields.add(field(field, at == place ? at : at + colon + 1));
    }
    inside.push(name);
    expand(definition, place);
    inside.pop();
    append(")", place);
  }

  /** {@code [user][name]}, as others write it, is {@code user.name}. */
  private NamedField field(String text, int at) throws BadFormat {
    boolean brackets = text.startsWith("[") && text.indexOf(']') > 0;
    if (!brackets) {
      return NamedField.parse(option, text, at);
    }
    int end = text.lastIndexOf(']');
    String name = text.substring(1, end).replace("][", ".");
    return NamedField.parse(option, name + text.substring(end + 1), at);
  }

  private String definition(String name, int at) throws BadFormat {
    Optional<String> definition = library.pattern(name);
    if (definition.isEmpty()) {
      throw new BadFormat(
          option,
          "Column %d: there is no pattern named %s.".formatted(at + 1, name),
          name,
          library.names());
    }
    return definition.get();
  }

  private void append(String text, int place) throws BadFormat {
    int length = regex.length() + text.length();
    if (length > MAX_LENGTH) {
      throw BadFormat.at(
          option,
          place,
          "with its definitions it is longer than %d characters.".formatted(MAX_LENGTH));
    }
    if (length > origins.length) {
      origins = Arrays.copyOf(origins, 2 * Math.max(length, origins.length));
    }
    Arrays.fill(origins, regex.length(), length, place);
    regex.append(text);
  }
}
