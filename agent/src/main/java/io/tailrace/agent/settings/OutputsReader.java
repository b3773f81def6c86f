package io.tailrace.agent.settings;

import io.tailrace.agent.settings.SettingsReader.Section;
import io.tailrace.outputs.loki.LokiLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where records go. */
final class OutputsReader {
  private final SettingsReader reader;

  /** Every output that is named and what it is, as far as that is clear. */
  private final Map<String, Optional<String>> types = new LinkedHashMap<>();

  OutputsReader(SettingsReader reader) {
    this.reader = reader;
  }

  Map<String, Optional<String>> types() {
    return types;
  }

  /** The outputs that are right. */
  List<OutputSettings> read() {
    List<OutputSettings> outputs = new ArrayList<>();
    for (String name : reader.agent().orDefault(AgentDeclarations.OUTPUTS)) {
      Section own = reader.section(name);
      Optional<String> type = type(name, own);
      types.put(name, type);
      type.flatMap(known -> output(name, known, own)).ifPresent(outputs::add);
      if (type.isEmpty()) {
        reader.leaveAlone(own);
      }
    }
    return outputs;
  }

  /** All outputs as far as it matters to records which one they are for: by name and condition. */
  List<OutputSettings> inName() {
    return types.keySet().stream().map(this::inName).toList();
  }

  private OutputSettings inName(String name) {
    Section own = reader.section(name);
    return new StdoutSettings(
        name, oneByOne(own), own.ifSet(OutputDeclarations.ONLY_IF), StdoutFormat.NDJSON);
  }

  /** Whether a problem is about which records this output is given. */
  static boolean decides(Problem problem, String output) {
    return problem.subject().equals(Names.prefixOf(output) + OutputDeclarations.ONLY_IF.name())
        || problem.subject().equals(Declarations.PREFIX + AgentDeclarations.OUTPUTS.name());
  }

  private Optional<String> type(String name, Section own) {
    if (!OutputDeclarations.TYPES.contains(name)) {
      return own.required(
          OutputDeclarations.TYPE,
          "the type of the output %s, one of %s%s"
              .formatted(
                  name,
                  String.join(", ", OutputDeclarations.TYPES),
                  Suggestions.nearest(name, OutputDeclarations.TYPES)
                      .map(" (if you meant %s, correct TAILRACE_OUTPUTS)"::formatted)
                      .orElse("")));
    }
    Optional<String> type = own.ifSet(OutputDeclarations.TYPE);
    if (type.isPresent() && !type.get().equals(name)) {
      reader.problem(
          Problem.of(
              own.variable(OutputDeclarations.TYPE).orElseThrow(),
              type.get(),
              "The output %s is of that type by its name. Give one of another type another name."
                  .formatted(name)));
    }
    return Optional.of(name);
  }

  private Optional<OutputSettings> output(String name, String type, Section own) {
    return switch (type) {
      case "elasticsearch" -> elasticsearch(name, own);
      case "loki" -> loki(name, own);
      case "stdout" ->
          Optional.of(
              new StdoutSettings(
                  name, oneByOne(own), onlyIf(own), own.orDefault(LocalDeclarations.FORMAT)));
      case "file" -> file(name, own);
      default -> throw new IllegalStateException("type " + type);
    };
  }

  private Optional<OutputSettings> elasticsearch(String name, Section own) {
    Optional<HttpSettings> http =
        new HttpReader(reader, own)
            .read(
                ElasticsearchDeclarations.URL,
                "Elasticsearch",
                Optional.of(ElasticsearchDeclarations.API_KEY));
    Optional<String> index = own.optional(ElasticsearchDeclarations.INDEX);
    if (index.isPresent()) {
      forStreamOnly(own, ElasticsearchDeclarations.DATASET);
      forStreamOnly(own, ElasticsearchDeclarations.NAMESPACE);
    }
    Batching batching = batching(own);
    Optional<String> onlyIf = onlyIf(own);
    String dataset = own.orDefault(ElasticsearchDeclarations.DATASET);
    String namespace = own.orDefault(ElasticsearchDeclarations.NAMESPACE);
    Optional<String> pipeline = own.optional(ElasticsearchDeclarations.PIPELINE);
    int gzipLevel = own.orDefault(ElasticsearchDeclarations.COMPRESSION);
    boolean template = own.orDefault(ElasticsearchDeclarations.TEMPLATE);
    if (template && index.isPresent()) {
      forStreamOnly(own, ElasticsearchDeclarations.TEMPLATE);
    }
    return http.map(found ->
        new ElasticsearchSettings(
            name, batching, onlyIf, found, index, dataset, namespace, pipeline, gzipLevel,
            template));
  }

  private void forStreamOnly(Section own, Setting<?> setting) {
    own.variable(setting)
        .ifPresent(variable ->
            reader.problem(
                Problem.of(
                    variable,
                    variable.value(),
                    "It has no effect beside %s: leave one out."
                        .formatted(own.nameOf(ElasticsearchDeclarations.INDEX)))));
  }

  private Optional<OutputSettings> loki(String name, Section own) {
    Optional<HttpSettings> http =
        new HttpReader(reader, own).read(LokiDeclarations.URL, "Loki", Optional.empty());
    Batching batching = batching(own);
    Optional<String> onlyIf = onlyIf(own);
    Map<String, String> labels = own.optional(LokiDeclarations.LABELS).orElse(Map.of());
    List<String> labelFields = own.orDefault(LokiDeclarations.LABEL_FIELDS);
    List<String> metadata = own.optional(LokiDeclarations.METADATA_FIELDS).orElse(List.of());
    LokiLine line = own.orDefault(LokiDeclarations.LINE);
    Optional<String> tenant = own.optional(LokiDeclarations.TENANT);
    LokiSettings.Limits limits = lokiLimits(own);
    checkLabels(own, labels.size() + labelFields.size(), limits.maxLabels());
    return http.map(found ->
        new LokiSettings(
            name, batching, onlyIf, found, labels, labelFields, metadata, line, tenant, limits));
  }

  private static LokiSettings.Limits lokiLimits(Section own) {
    return new LokiSettings.Limits(
        own.orDefault(LokiDeclarations.MAX_LINE),
        own.orDefault(LokiDeclarations.MAX_AGE),
        own.orDefault(LokiDeclarations.MAX_FUTURE),
        own.orDefault(LokiDeclarations.MAX_LABELS),
        own.orDefault(LokiDeclarations.MAX_STREAMS));
  }

  private void checkLabels(Section own, int count, int most) {
    if (count > most) {
      reader.problem(
          Problem.of(
              own.nameOf(LokiDeclarations.LABEL_FIELDS),
              "With %s these are %d labels, and Loki takes %d. Make the others metadata: %s"
                  .formatted(
                      own.nameOf(LokiDeclarations.LABELS),
                      count,
                      most,
                      own.nameOf(LokiDeclarations.METADATA_FIELDS))));
    }
  }

  private Optional<OutputSettings> file(String name, Section own) {
    Batching batching = oneByOne(own);
    Optional<String> onlyIf = onlyIf(own);
    return own.required(
            LocalDeclarations.PATH, "the file that the output %s writes".formatted(name))
        .map(path -> new FileSettings(name, batching, onlyIf, path));
  }

  private static Optional<String> onlyIf(Section own) {
    return own.optional(OutputDeclarations.ONLY_IF);
  }

  private static Batching batching(Section own) {
    return new Batching(
        own.orDefault(OutputDeclarations.BATCH_BYTES),
        own.orDefault(OutputDeclarations.LINGER),
        own.orDefault(HttpDeclarations.IN_FLIGHT));
  }

  /** Lines are appended in their order, so there is never a second batch under way. */
  private static Batching oneByOne(Section own) {
    return new Batching(
        own.orDefault(OutputDeclarations.BATCH_BYTES), own.orDefault(OutputDeclarations.LINGER), 1);
  }
}
