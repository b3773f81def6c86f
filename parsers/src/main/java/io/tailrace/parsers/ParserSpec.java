package io.tailrace.parsers;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the lines of an input are read, as a user has set it: how they are wrapped, and which parsers
 * are asked one after the other.
 *
 * <pre>
 * auto       regex       cri|json       docker|regex       json|logfmt
 * </pre>
 *
 * <p>The first word may be a container runtime's format, then the next one is asked for the
 * payload; each further one for the message that the one before has found. Immutable; equal to
 * another one of the same words and options.
 */
public final class ParserSpec {
  /** More is no format any more. */
  private static final int MAX_STEPS = 4;

  private final String label;
  private final FormatOptions options;
  private final Framing framing;
  private final List<Function<LongSupplier, Parser>> steps;
  private final Set<FormatOption> used;

  private ParserSpec(
      String label,
      FormatOptions options,
      Framing framing,
      List<Function<LongSupplier, Parser>> steps,
      Set<FormatOption> used) {
    this.label = label;
    this.options = options;
    this.framing = framing;
    this.steps = List.copyOf(steps);
    this.used = Set.copyOf(used);
  }

  /** One of the formats that need no settings of their own. */
  public static ParserSpec of(ParserChoice choice) {
    return new ParserSpec(
        choice.label(), FormatOptions.NONE, choice.framing(), List.of(choice::newParser), Set.of());
  }

  /** The words there are. */
  public static List<String> words() {
    return Stream.concat(
            Arrays.stream(ParserChoice.values()).map(ParserChoice::label),
            Arrays.stream(ConfiguredFormat.values()).map(ConfiguredFormat::label))
        .toList();
  }

  /** Those of the words whose parsers read an option. */
  public static List<String> readersOf(FormatOption option) {
    return Arrays.stream(ConfiguredFormat.values())
        .filter(format -> format.options().contains(option))
        .map(ConfiguredFormat::label)
        .toList();
  }

  /**
   * Reads the words, and those of the options that the parsers need.
   *
   * @throws BadFormat if anything of it cannot be
   */
  public static ParserSpec parse(String text, FormatOptions options) throws BadFormat {
    List<String> words = split(text);
    checkOrder(words);
    boolean wrapped = isFraming(words.getFirst());
    List<Function<LongSupplier, Parser>> steps = new ArrayList<>();
    Set<FormatOption> used = EnumSet.noneOf(FormatOption.class);
    for (String word : wrapped && words.size() > 1 ? words.subList(1, words.size()) : words) {
      Optional<ConfiguredFormat> configured = ConfiguredFormat.named(word);
      if (configured.isPresent()) {
        Supplier<Parser> maker = configured.get().maker(options);
        steps.add(_ -> maker.get());
        used.addAll(configured.get().options());
      } else {
        steps.add(ParserChoice.named(word)::newParser);
      }
    }
    TimeFormat.zone(options.text(FormatOption.TIME_ZONE));
    used.add(FormatOption.TIME_ZONE);
    Framing framing =
        ConfiguredFormat.named(words.getFirst()).isPresent() || (!wrapped && words.size() > 1)
            ? Framing.NONE
            : ParserChoice.named(words.getFirst()).framing();
    return new ParserSpec(String.join("|", words), options.only(used), framing, steps, used);
  }

  /**
   * Checks the words alone, whatever the options are.
   *
   * @return as {@link #label} writes them
   */
  public static String checkWords(String text) throws BadFormat {
    List<String> words = split(text);
    checkOrder(words);
    return String.join("|", words);
  }

  /** The words that it was read from, in one way of writing them. */
  public String label() {
    return label;
  }

  /** How its lines are wrapped. */
  public Framing framing() {
    return framing;
  }

  /** The zone of times that name none. */
  ZoneId zone() {
    return ZoneId.of(options.text(FormatOption.TIME_ZONE).orElse("Z"));
  }

  /** The options that it reads, those that are not set included. */
  public Set<FormatOption> used() {
    return used;
  }

  /** Whether nobody has said what each line, or payload, is: it is looked at. */
  public boolean looks() {
    String last = label.substring(label.lastIndexOf('|') + 1);
    return steps.size() == 1 && (last.equals(ParserChoice.AUTO.label()) || isFraming(last));
  }

  /**
   * A parser for one pipeline's thread.
   *
   * @param reference as of {@link ParserChoice#newParser}
   */
  public Parser newParser(LongSupplier reference) {
    List<Parser> parsers = steps.stream().map(step -> step.apply(reference)).toList();
    return parsers.size() == 1 ? parsers.getFirst() : new ChainedParser(parsers);
  }

  /** Likewise, without a year for a time that has none. */
  Parser newParser() {
    return newParser(NamedTimes.NO_REFERENCE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParserSpec spec
        && label.equals(spec.label)
        && options.equals(spec.options);
  }

  @Override
  public int hashCode() {
    return 31 * label.hashCode() + options.hashCode();
  }

  @Override
  public String toString() {
    return label;
  }

  private static List<String> split(String text) throws BadFormat {
    List<String> words = new ArrayList<>();
    List<String> known = words();
    int at = 0;
    String[] parts = text.split("\\|", -1);
    for (String part : parts) {
      String word = part.strip().toLowerCase(Locale.ROOT);
      if (!known.contains(word)) {
        String where = parts.length == 1 ? "It" : "Column %d: it".formatted(at + 1);
        throw new BadFormat(
            FormatOption.PARSER,
            "%s must be one of %s.".formatted(where, String.join(", ", known)),
            word,
            known);
      }
      words.add(word);
      at += part.length() + 1;
    }
    return words;
  }

  private static void checkOrder(List<String> words) throws BadFormat {
    if (words.size() > MAX_STEPS) {
      throw new BadFormat(
          FormatOption.PARSER, "More than %d parsers one after the other.".formatted(MAX_STEPS));
    }
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (i > 0 && isFraming(word)) {
        throw chain("%s is what lines are wrapped in: it must come first.", word);
      }
      boolean last = i == words.size() - 1;
      if (!last && word.equals(ParserChoice.PLAIN.label())) {
        throw chain("plain takes the whole line as its message: nothing can follow it.", word);
      }
      if (!last && word.equals(ParserChoice.AUTO.label())) {
        throw chain("auto decides itself what a line is: nothing can follow it.", word);
      }
    }
    checkOptionsAreReadOnce(words);
  }

  /** There is one pattern and one list of columns: two parsers cannot both be meant by it. */
  private static void checkOptionsAreReadOnce(List<String> words) throws BadFormat {
    for (FormatOption option :
        List.of(FormatOption.PATTERN, FormatOption.COLUMNS, FormatOption.KV_SEPARATORS)) {
      List<String> readers =
          words.stream()
              .filter(word ->
                  ConfiguredFormat.named(word)
                      .filter(it -> it.options().contains(option))
                      .isPresent())
              .toList();
      if (readers.size() > 1) {
        throw chain(
            "%s cannot both be there: each input has one pattern and one list of columns.",
            readers.stream().collect(Collectors.joining(" and ")));
      }
    }
  }

  private static BadFormat chain(String sentence, String word) {
    return new BadFormat(FormatOption.PARSER, sentence.formatted(word));
  }

  private static boolean isFraming(String word) {
    return word.equals(ParserChoice.CRI.label()) || word.equals(ParserChoice.DOCKER.label());
  }
}
