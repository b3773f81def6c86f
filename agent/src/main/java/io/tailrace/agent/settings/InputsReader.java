package io.tailrace.agent.settings;

import io.tailrace.agent.settings.SettingsReader.Section;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.transform.Transforms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what is to be read: the settings of the one input, or of each by its name. */
final class InputsReader {
  private final SettingsReader reader;
  private final Section common;
  private final FormatReader formats;
  private final MultilineReader multiline;
  private final RedactionReader redaction;

  private List<String> names = List.of();

  InputsReader(SettingsReader reader) {
    this.reader = reader;
    this.common = reader.agent();
    this.formats = new FormatReader(reader, common);
    this.multiline = new MultilineReader(reader, common);
    this.redaction = new RedactionReader(reader);
  }

  /** The names in {@code TAILRACE_INPUTS}; none when it is not set, or not right. */
  List<String> names() {
    return names;
  }

  /** The inputs that are right. */
  List<InputSettings> read() {
    boolean named = common.variable(InputDeclarations.INPUTS).isPresent();
    names = common.optional(InputDeclarations.INPUTS).orElse(List.of());
    List<InputSettings> inputs = named ? several() : single();
    formats.checkAllIsRead();
    multiline.checkCommonPattern();
    return inputs;
  }

  /**
   * One input alone, whose files need not be named. Of settings that it has no use for nothing is
   * said: other inputs may have.
   *
   * @param name which of several; otherwise what is set for all
   */
  InputSettings one(Optional<String> name) {
    if (name.isEmpty()) {
      return input(List.of("/"), formats::ofAll);
    }
    InputSettings fallback = input(List.of("/"), () -> ParserSpec.of(ParserChoice.AUTO));
    Section own = reader.section(name.get());
    ParserSpec parser = formats.ofInput(own);
    return override(own, name.get(), fallback.paths(), parser, fallback);
  }

  private List<InputSettings> several() {
    Optional<List<String>> commonPaths = common.ifSet(InputDeclarations.PATHS);
    InputSettings fallback = input(List.of("/"), () -> ParserSpec.of(ParserChoice.AUTO));
    List<InputSettings> inputs = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (String name : names) {
      Section own = reader.section(name);
      if (own.variable(InputDeclarations.PATHS).isEmpty()) {
        without.add(name);
      }
      ParserSpec parser = formats.ofInput(own);
      Optional<List<String>> paths = own.ifSet(InputDeclarations.PATHS);
      paths
          .or(() -> commonPaths)
          .ifPresent(found -> inputs.add(override(own, name, found, parser, fallback)));
    }
    if (!names.isEmpty()) {
      checkPaths(without);
    }
    return inputs;
  }

  private List<InputSettings> single() {
    Optional<List<String>> paths = common.required(InputDeclarations.PATHS, "the files to read");
    InputSettings only = input(paths.orElse(List.of("/")), formats::ofAll);
    return paths.isPresent() ? List.of(only) : List.of();
  }

  /**
   * @param parser asked for once the common settings of formats are read
   */
  private InputSettings input(List<String> paths, Supplier<ParserSpec> parser) {
    List<String> exclude = common.optional(InputDeclarations.EXCLUDE).orElse(List.of());
    formats.readCommon();
    return new InputSettings(
        InputSettings.ONLY,
        paths,
        exclude,
        parser.get(),
        common.orDefault(InputDeclarations.ENCODING),
        multiline.ofAll(),
        common.orDefault(InputDeclarations.START_AT),
        common.orDefault(InputDeclarations.FOLLOW_SYMLINKS),
        common.optional(InputDeclarations.FIELDS).orElse(Map.of()),
        common.optional(InputDeclarations.SERVICE),
        common.optional(InputDeclarations.SERVICE_VERSION),
        redaction.common(),
        common.optional(InputDeclarations.ONLY_IF),
        common.optional(InputDeclarations.TRANSFORM).orElse(Transforms.NONE));
  }

  private InputSettings override(
      Section own, String name, List<String> paths, ParserSpec parser, InputSettings fallback) {
    return new InputSettings(
        name,
        paths,
        own.ifSet(InputDeclarations.EXCLUDE).orElse(fallback.exclude()),
        parser,
        own.ifSet(InputDeclarations.ENCODING).orElse(fallback.encoding()),
        multiline.ofInput(own),
        own.ifSet(InputDeclarations.START_AT).orElse(fallback.startAt()),
        own.ifSet(InputDeclarations.FOLLOW_SYMLINKS).orElse(fallback.followSymlinks()),
        both(fallback.fields(), own.ifSet(InputDeclarations.FIELDS).orElse(Map.of())),
        own.ifSet(InputDeclarations.SERVICE).or(fallback::service),
        own.ifSet(InputDeclarations.SERVICE_VERSION).or(fallback::serviceVersion),
        redaction.of(own, fallback.redaction()),
        own.ifSet(InputDeclarations.ONLY_IF).or(fallback::onlyIf),
        own.ifSet(InputDeclarations.TRANSFORM).orElse(fallback.transforms()));
  }

  /** Fields add up; of equal names the input's own counts. */
  private static Map<String, String> both(Map<String, String> common, Map<String, String> own) {
    Map<String, String> fields = new LinkedHashMap<>(common);
    fields.putAll(own);
    return fields;
  }

  /** The common paths are for one input: two that read them would read every file twice. */
  private void checkPaths(List<String> without) {
    Optional<Variable> commonPaths = common.variable(InputDeclarations.PATHS);
    if (commonPaths.isEmpty()) {
      for (String name : without) {
        reader
            .section(name)
            .required(InputDeclarations.PATHS, "the files that the input %s reads".formatted(name));
      }
    } else if (without.isEmpty()) {
      reader.problem(
          Problem.of(
              commonPaths.get(),
              commonPaths.get().value(),
              "No input reads these, since each of %s has paths of its own: leave it out."
                  .formatted(String.join(", ", names))));
    } else if (without.size() > 1) {
      reader.problem(
          Problem.of(
              commonPaths.get(),
              commonPaths.get().value(),
              "The inputs %s would all read these files. Give each its own, such as %s=%s"
                  .formatted(
                      String.join(", ", without),
                      reader.section(without.getFirst()).nameOf(InputDeclarations.PATHS),
                      InputDeclarations.PATHS.example())));
    }
  }
}
