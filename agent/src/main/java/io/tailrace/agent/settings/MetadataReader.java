package io.tailrace.agent.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the pod says about itself: variables, and files of the downward API's volume. */
final class MetadataReader {
  private static final String NAME_LABEL = Metadata.WELL_KNOWN + "name";
  private static final String VERSION_LABEL = Metadata.WELL_KNOWN + "version";

  /** What tells what a record is of comes before what somebody also noted. */
  private static final Comparator<String> BY_USE =
      Comparator.comparingInt(MetadataReader::rank).thenComparing(Comparator.naturalOrder());

  private final SettingsReader reader;
  private final SettingsReader.Section agent;
  private final List<String> notes = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  MetadataReader(SettingsReader reader) {
    this.reader = reader;
    this.agent = reader.agent();
  }

  /**
   * Reads all of it. Files that are wrong are no problem of the settings: it is said, and logs are
   * shipped without them.
   *
   * @param usualFolder whether to look where the files are if no setting says it
   */
  Metadata read(boolean usualFolder) {
    Map<String, String> variables = variables();
    boolean set = agent.variable(PodDeclarations.POD_INFO).isPresent();
    Path folder = agent.orDefault(PodDeclarations.POD_INFO);
    boolean looks = set || usualFolder;
    Map<String, String> labels = looks ? file(folder, "labels") : Map.of();
    Map<String, String> annotations = looks ? file(folder, "annotations") : Map.of();
    if (set && labels.isEmpty() && annotations.isEmpty() && troubles.isEmpty()) {
      troubles.add(
          "metadata: %s=%s: there are no labels and no annotations in it; mount a volume of the downward API"
              .formatted(agent.nameOf(PodDeclarations.POD_INFO), folder));
    }
    MetadataRoom room = new MetadataRoom(agent.orDefault(PodDeclarations.METADATA_MAX));
    variables.forEach(room::add);
    addAnnotations(annotations, folder, looks, room);
    addLabels(labels, room);
    room.leftOut().ifPresent(notes::add);
    return new Metadata(
        room.fields(), label(labels, NAME_LABEL), label(labels, VERSION_LABEL), notes, troubles);
  }

  private Map<String, String> variables() {
    for (String variable : Metadata.VARIABLES.keySet()) {
      reader.know(variable);
      if (!variable.equals(Metadata.HOSTNAME)) {
        reader.know(Declarations.PREFIX + variable);
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    reader.variables().forEach((name, variable) -> values.put(name, variable.value()));
    Metadata.used(values)
        .keySet()
        .forEach(name ->
            reader.find(name).ifPresent(found -> reader.stands(found, found.value().strip())));
    return Metadata.from(values).fields();
  }

  private Map<String, String> file(Path folder, String name) {
    return PodInfoFile.read(folder.resolve(name), trouble -> troubles.add("metadata: " + trouble));
  }

  /** They were named, and so come before labels, which were not. */
  private void addAnnotations(
      Map<String, String> annotations, Path folder, boolean looks, MetadataRoom room) {
    for (String name : agent.optional(PodDeclarations.POD_ANNOTATIONS).orElse(List.of())) {
      String value = annotations.get(name);
      if (value != null) {
        room.add(Metadata.ANNOTATIONS + undotted(name), value);
      } else if (looks) {
        Path file = folder.resolve("annotations");
        notes.add(
            "metadata: there is no annotation %s in %s%s"
                .formatted(name, file, Files.exists(file) ? "" : ", which is not mounted"));
      }
    }
  }

  private void addLabels(Map<String, String> labels, MetadataRoom room) {
    List<String> globs = agent.orDefault(PodDeclarations.POD_LABELS);
    labels.keySet().stream()
        .filter(name -> globs.stream().anyMatch(glob -> PodKinds.matches(glob, name)))
        .sorted(BY_USE)
        .forEach(name -> room.add(Metadata.LABELS + undotted(name), labels.getOrDefault(name, "")));
  }

  private static int rank(String label) {
    if (label.startsWith(Metadata.WELL_KNOWN)) {
      return 0;
    }
    return switch (label) {
      case "app" -> 1;
      case "version" -> 2;
      default -> 3;
    };
  }

  /** A field {@code app} and one inside of it, as in {@code app.kubernetes.io/name}, cannot be. */
  private static String undotted(String name) {
    return name.replace('.', '_');
  }

  private static Optional<String> label(Map<String, String> labels, String name) {
    return Optional.ofNullable(labels.get(name)).filter(value -> !value.isBlank());
  }
}
