package io.tailrace.agent.settings;

import io.tailrace.parsers.BadFormat;
import io.tailrace.parsers.FormatOption;
import io.tailrace.parsers.FormatOptions;
import io.tailrace.parsers.ParserSpec;

/**
 * Kinds of texts that describe the format of lines. Those that mean something alone are checked
 * here; whether they go together is {@link FormatReader}'s.
 */
final class FormatKinds {
  static final Kind<String> PARSER =
      Kind.of(
          "`" + String.join("`, `", ParserSpec.words()) + "`, or several with `|` between them",
          text -> checked(() -> ParserSpec.checkWords(text)));

  static final Kind<String> PATTERN = Kind.of("pattern", TextKinds::line);

  static final Kind<String> COLUMNS = of("list of columns", "csv", FormatOption.COLUMNS);

  static final Kind<String> SEPARATOR = of("character", "csv", FormatOption.SEPARATOR);

  static final Kind<String> KV_SEPARATORS =
      of("two words of separators", "kv", FormatOption.KV_SEPARATORS);

  static final Kind<String> TIME_FORMAT = of("time format", "kv", FormatOption.TIME_FORMAT);

  static final Kind<String> TIME_ZONE = of("time zone", "kv", FormatOption.TIME_ZONE);

  private FormatKinds() {}

  /** What may throw {@link BadFormat}. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws BadFormat;
  }

  /** What is wrong, and what was perhaps meant. */
  static String sentences(BadFormat problem) {
    return problem.sentences() + Suggestions.sentence(problem.word(), problem.known());
  }

  private static <T> T checked(Reading<T> reading) throws BadValue {
    try {
      return reading.read();
    } catch (BadFormat e) {
      throw new BadValue(sentences(e));
    }
  }

  /** An option that can be checked with a parser that needs no more than it. */
  private static Kind<String> of(String name, String parser, FormatOption option) {
    return Kind.of(
        name,
        text -> {
          FormatOptions options =
              FormatOptions.NONE
                  .with(FormatOption.COLUMNS, "time")
                  .with(FormatOption.TIME_FORMAT, "yyyy-MM-dd HH:mm")
                  .with(option, TextKinds.line(text));
          checked(() -> ParserSpec.parse(parser, options));
          return text;
        });
  }
}
