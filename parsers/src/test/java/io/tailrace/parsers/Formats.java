package io.tailrace.parsers;

import java.util.List;
import java.util.Objects;

/** Formats as tests write them. */
final class Formats {
  private Formats() {}

  /** A parser and its options, in pairs of option and text. */
  static ParserSpec of(String parser, Object... options) {
    try {
      return read(parser, options);
    } catch (BadFormat e) {
      throw new AssertionError(e.sentences(), e);
    }
  }

  static ParserSpec read(String parser, Object... options) throws BadFormat {
    FormatOptions all = FormatOptions.NONE;
    for (int i = 0; i < options.length; i += 2) {
      all = all.with((FormatOption) options[i], (String) options[i + 1]);
    }
    return ParserSpec.parse(parser, all);
  }

  /** What is wrong with a format. */
  static BadFormat problem(String parser, Object... options) {
    try {
      throw new AssertionError("it is right: " + read(parser, options).label());
    } catch (BadFormat e) {
      return e;
    }
  }

  /** What a format makes of a line, which it does not refuse. */
  static Seen seen(ParserSpec format, String line) {
    return Objects.requireNonNull(Seen.parsed(format.newParser(), line), line);
  }

  /** One of each kind. */
  static List<ParserSpec> configured() {
    return List.of(
        of("regex", FormatOption.PATTERN, "^(?P<time>\\S+) (?P<level>\\w+) (?P<a>.*?)(?P<b>a*)$"),
        of("grok", FormatOption.PATTERN, "%{WORD:client} %{IPV4:ip}|%{QUOTEDSTRING:text}"),
        of("csv", FormatOption.COLUMNS, "time,level,a:int,b:float,c:bool,message"),
        of("csv", FormatOption.COLUMNS, "a"),
        of("tsv", FormatOption.COLUMNS, "time,level,message", FormatOption.SEPARATOR, ":"),
        of("tsv", FormatOption.COLUMNS, "a"),
        of("kv"),
        of("kv", FormatOption.KV_SEPARATORS, "; =:"),
        of("json|kv"),
        of("docker|json|logfmt|auto"));
  }
}
