package io.tailrace.parsers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The formats that are nothing without what a user says of them. */
enum ConfiguredFormat {
  /** A regular expression with named groups. */
  REGEX(FormatOption.PATTERN),
  /** A pattern of named patterns. */
  GROK(FormatOption.PATTERN, FormatOption.GROK_PATTERNS),
  /** Cells between commas. */
  CSV(FormatOption.COLUMNS, FormatOption.SEPARATOR),
  /** Cells between tabs. */
  TSV(FormatOption.COLUMNS, FormatOption.SEPARATOR),
  /** Pairs of name and value between separators. */
  KV(FormatOption.KV_SEPARATORS);

  @SuppressWarnings("ImmutableEnumChecker") // Immutable.
  private final Set<FormatOption> options;

  ConfiguredFormat(FormatOption... own) {
    var all = EnumSet.of(FormatOption.TIME_FORMAT, FormatOption.TIME_ZONE);
    all.addAll(Arrays.asList(own));
    this.options = Set.copyOf(all);
  }

  static Optional<ConfiguredFormat> named(String word) {
    return Arrays.stream(values()).filter(format -> format.label().equals(word)).findFirst();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it reads of what a user says. */
  Set<FormatOption> options() {
    return options;
  }

  /** What makes its parsers, each for one thread. */
  Supplier<Parser> maker(FormatOptions options) throws BadFormat {
    @Nullable TimeFormat time = time(options);
    return switch (this) {
      case REGEX -> {
        Captures captures = RegexFormat.captures(pattern(options));
        yield () -> new RegexParser(label(), captures, time);
      }
      case GROK -> {
        GrokLibrary library = library(options);
        Captures captures =
            new GrokPattern(library, FormatOption.PATTERN).captures(pattern(options));
        yield () -> new RegexParser(label(), captures, time);
      }
      case CSV -> {
        Columns columns = columns(options);
        byte separator = separator(options, ',');
        yield () -> new CsvParser(columns, separator, time);
      }
      case TSV -> {
        Columns columns = columns(options);
        byte separator = separator(options, '\t');
        yield () -> new TsvParser(columns, separator, time);
      }
      case KV -> {
        PairSeparators separators =
            PairSeparators.parse(
                options.text(FormatOption.KV_SEPARATORS).orElse(PairSeparators.DEFAULT));
        yield () -> new KeyValueParser(separators, time);
      }
    };
  }

  private String pattern(FormatOptions options) throws BadFormat {
    return options.required(FormatOption.PATTERN, label(), "the pattern");
  }

  private Columns columns(FormatOptions options) throws BadFormat {
    return Columns.parse(options.required(FormatOption.COLUMNS, label(), "the columns"));
  }

  private static GrokLibrary library(FormatOptions options) throws BadFormat {
    GrokLibrary library = GrokLibrary.builtIn();
    Optional<String> own = options.text(FormatOption.GROK_PATTERNS);
    return own.isPresent() ? library.with(own.get()) : library;
  }

  private static byte separator(FormatOptions options, char standard) throws BadFormat {
    Optional<String> text = options.text(FormatOption.SEPARATOR);
    if (text.isEmpty()) {
      return (byte) standard;
    }
    if (text.get().equals("\\t")) {
      return '\t';
    }
    char c = text.get().length() == 1 ? text.get().charAt(0) : ' ';
    if (c < '!' || c > '~' || c == '"' || c == '\\') {
      throw new BadFormat(
          FormatOption.SEPARATOR,
          "It must be one ASCII character, no quote and no backslash, or \\t for a tab.");
    }
    return (byte) c;
  }

  private static @Nullable TimeFormat time(FormatOptions options) throws BadFormat {
    Optional<String> pattern = options.text(FormatOption.TIME_FORMAT);
    return pattern.isPresent()
        ? TimeFormat.of(pattern.get(), options.text(FormatOption.TIME_ZONE))
        : null;
  }
}
