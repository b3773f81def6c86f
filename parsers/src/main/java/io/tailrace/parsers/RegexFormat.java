package io.tailrace.parsers;

import com.google.re2j.Pattern;
import java.util.Comparator;
import java.util.List;

/** A regular expression as a user writes it: its named groups are fields. */
final class RegexFormat {
  private RegexFormat() {}

  static Captures captures(String regex) throws BadFormat {
    try {
      List<Captures.Group> groups = groups(RegexSyntax.compile(regex));
      if (groups.isEmpty()) {
        throw new BadFormat(
            FormatOption.PATTERN,
            "It names no field: write what is to become one as a group with a name, such as"
                + " (?P<status>\\d+).");
      }
      return new Captures(regex, groups);
    } catch (BadPattern e) {
      throw BadFormat.at(FormatOption.PATTERN, e.index(), e.sentence());
    }
  }

  /** The groups that have names, in their order. */
  static List<Captures.Group> groups(Pattern pattern) {
    return pattern.namedGroups().entrySet().stream()
        .map(entry ->
            new Captures.Group(entry.getValue(), NamedField.of(entry.getKey(), ValueType.TEXT)))
        .sorted(Comparator.comparingInt(Captures.Group::number))
        .toList();
  }
}
