package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.agent.settings.SettingsReader.Section;
import io.tailrace.parsers.BadFormat;
import io.tailrace.parsers.FormatOption;
import io.tailrace.parsers.FormatOptions;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.ParserSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the format of an input's lines: the parser, and what a user says of its format. These are
 * settings of their own, but right or wrong only together; each of them an input can have itself or
 * take from what is set for all.
 */
final class FormatReader {
  /** A file of patterns is read whole. */
  private static final int MAX_FILE_BYTES = 1 << 20;

  private static final Map<FormatOption, Setting<?>> SETTINGS =
      new EnumMap<>(
          Map.of(
              FormatOption.PARSER, InputDeclarations.PARSER,
              FormatOption.PATTERN, InputDeclarations.PATTERN,
              FormatOption.GROK_PATTERNS, InputDeclarations.GROK_PATTERNS,
              FormatOption.COLUMNS, InputDeclarations.COLUMNS,
              FormatOption.SEPARATOR, InputDeclarations.SEPARATOR,
              FormatOption.KV_SEPARATORS, InputDeclarations.KV_SEPARATORS,
              FormatOption.TIME_FORMAT, InputDeclarations.TIME_FORMAT,
              FormatOption.TIME_ZONE, InputDeclarations.TIME_ZONE));

  /** In the place of one that is not right. */
  private static final ParserSpec NONE = ParserSpec.of(ParserChoice.AUTO);

  private final SettingsReader reader;
  private final Section common;
  private Texts commonTexts = new Texts(Map.of(), true);

  /** The formats of the inputs, and which of the common options they read. */
  private final Set<String> parsers = new LinkedHashSet<>();

  private final Set<FormatOption> read = EnumSet.noneOf(FormatOption.class);

  private final List<Own> inputs = new ArrayList<>();

  /** What several inputs take from the common settings is said once, if it is wrong. */
  private final Set<Problem> said = new HashSet<>();

  /**
   * What one section says of a format.
   *
   * @param clear whether all that is set is right, as far as can be seen of each alone
   */
  private record Texts(Map<FormatOption, String> options, boolean clear) {}

  /** What an input has itself, and what its format was read as. */
  private record Own(Section section, Texts texts, ParserSpec spec) {}

  FormatReader(SettingsReader reader, Section common) {
    this.reader = reader;
    this.common = common;
  }

  /** Reads what is set for all inputs; comes before all else. */
  void readCommon() {
    commonTexts = texts(common, true);
  }

  /** The format of the only input. */
  ParserSpec ofAll() {
    return spec(List.of(common), commonTexts);
  }

  /** The format of one of several inputs. */
  ParserSpec ofInput(Section own) {
    Texts ownTexts = texts(own, false);
    Map<FormatOption, String> both = new EnumMap<>(FormatOption.class);
    both.putAll(commonTexts.options());
    both.putAll(ownTexts.options());
    boolean clear = ownTexts.clear() && commonTexts.clear();
    ParserSpec spec = spec(List.of(own, common), new Texts(both, clear));
    inputs.add(new Own(own, ownTexts, spec));
    return spec;
  }

  /** Once all inputs are read: what is set and no parser reads was meant for another parser. */
  void checkAllIsRead() {
    boolean clear =
        commonTexts.clear()
            && inputs.stream().allMatch(input -> input.texts().clear())
            && said.isEmpty();
    if (clear && !parsers.isEmpty()) {
      checkRead(common, commonTexts, read, String.join(", ", parsers));
      inputs.forEach(input ->
          checkRead(input.section(), input.texts(), input.spec().used(), input.spec().label()));
    }
  }

  private ParserSpec spec(List<Section> sections, Texts texts) {
    if (!texts.clear()) {
      return NONE;
    }
    Map<FormatOption, String> options = new EnumMap<>(FormatOption.class);
    options.putAll(texts.options());
    String parser = Objects.requireNonNullElse(options.remove(FormatOption.PARSER), NONE.label());
    try {
      ParserSpec spec = ParserSpec.parse(parser, new FormatOptions(options));
      parsers.add(spec.label());
      spec.used().stream()
          .filter(option -> sections.getFirst() == common || !isSet(sections.getFirst(), option))
          .forEach(read::add);
      return spec;
    } catch (BadFormat e) {
      Problem problem = problem(sections, e);
      if (said.add(problem)) {
        reader.problem(problem);
      }
      return NONE;
    }
  }

  /** The problem of the section that has set what is wrong, or of the first if none has. */
  private static Problem problem(List<Section> sections, BadFormat e) {
    Setting<?> setting = setting(e.option());
    for (Section section : sections) {
      Optional<Variable> variable = section.variable(setting);
      if (variable.isPresent()) {
        return Problem.of(variable.get(), variable.get().value().strip(), FormatKinds.sentences(e));
      }
    }
    String name = sections.getFirst().nameOf(setting);
    return Problem.of(
        name, "%s For example: %s='%s'".formatted(e.sentences(), name, setting.example()));
  }

  private void checkRead(Section section, Texts texts, Set<FormatOption> read, String parsers) {
    for (FormatOption option : texts.options().keySet()) {
      if (option != FormatOption.PARSER && !read.contains(option)) {
        Variable variable = section.variable(setting(option)).orElseThrow();
        reader.problem(
            Problem.of(
                variable,
                variable.value().strip(),
                "Nothing reads it: it is for the parser %s, and the parser here is %s."
                    .formatted(String.join(" or ", ParserSpec.readersOf(option)), parsers)));
      }
    }
  }

  /**
   * @param all whether those that are not set are noted too, as what stands for all inputs
   */
  private Texts texts(Section section, boolean all) {
    Map<FormatOption, String> options = new EnumMap<>(FormatOption.class);
    boolean clear = true;
    for (Map.Entry<FormatOption, Setting<?>> entry : SETTINGS.entrySet()) {
      Optional<?> value =
          all && !isSet(section, entry.getKey())
              ? notSet(section, entry.getValue())
              : section.ifSet(entry.getValue());
      Optional<String> text =
          value.flatMap(it -> it instanceof Path file ? content(section, file) : string(it));
      text.ifPresent(it -> options.put(entry.getKey(), it));
      clear &= text.isPresent() || !isSet(section, entry.getKey());
    }
    return new Texts(options, clear);
  }

  /** Notes the default, which the parsers know themselves. */
  private static Optional<?> notSet(Section section, Setting<?> setting) {
    if (setting.defaultText().isPresent()) {
      section.orDefault(setting);
    } else {
      section.optional(setting);
    }
    return Optional.empty();
  }

  private static Optional<String> string(Object value) {
    return Optional.of(value.toString());
  }

  private static boolean isSet(Section section, FormatOption option) {
    return section.variable(setting(option)).isPresent();
  }

  private static Setting<?> setting(FormatOption option) {
    return Objects.requireNonNull(SETTINGS.get(option));
  }

  private Optional<String> content(Section section, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new IOException("it is larger than " + new ByteSize(MAX_FILE_BYTES));
      }
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      unreadable(section, "it is not UTF-8 text");
    } catch (IOException e) {
      unreadable(section, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void unreadable(Section section, String reason) {
    Variable variable = section.variable(InputDeclarations.GROK_PATTERNS).orElseThrow();
    reader.problem(
        Problem.of(variable, variable.value().strip(), "It cannot be used: %s.".formatted(reason)));
  }
}
