package io.tailrace.parsers;

import com.google.re2j.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A line that a pattern of the user is found in: its named groups are fields, or the record's time,
 * level and message. A group that has taken nothing is no field. Without a message among them the
 * whole event is it, for no group may have taken what stands between. A line without a match is
 * refused.
 *
 * <p>RE2/J takes time in proportion to the line's length, whatever pattern and line are. It matches
 * bytes as well as characters, but bytes only of a whole array, and there takes each place after a
 * character that is not ASCII for the beginning of the text. So it is given {@link MatchText},
 * which copies nothing of ASCII lines. Allocated for a line: what the engine makes for each match,
 * six small objects, two of them arrays of group positions. No line becomes a String.
 */
final class RegexParser implements Parser {
  private final String name;
  private final Captures.Group[] groups;
  private final MatchText text = new MatchText();
  private final Matcher matcher;
  private final TypedFields fields;

  /**
   * @param name {@code regex} or {@code grok}
   */
  RegexParser(String name, Captures captures, @Nullable TimeFormat time) {
    this.name = name;
    this.groups = captures.groups().toArray(Captures.Group[]::new);
    this.matcher = captures.newPattern().matcher(text);
    this.fields = new TypedFields(time);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String refusal() {
    return "no match of the pattern";
  }

  @Override
  public boolean parse(LogRecord record) {
    text.take(record.bytes(), record.from(), record.to());
    matcher.reset(text);
    if (!matcher.find()) {
      return false;
    }
    fields.begin(record);
    record.message(record.bytes(), record.from(), record.to(), ValueKind.TEXT);
    if (addGroups(record.bytes()) && fields.finish()) {
      return true;
    }
    record.forgetParsed();
    return false;
  }

  private boolean addGroups(byte[] bytes) {
    for (Captures.Group group : groups) {
      int start = matcher.start(group.number());
      if (start >= 0) {
        int from = text.byteIndex(start);
        int to = text.byteIndex(matcher.end(group.number()));
        if (from < to && !fields.add(group.field(), bytes, from, to)) {
          return false;
        }
      }
    }
    return true;
  }
}
