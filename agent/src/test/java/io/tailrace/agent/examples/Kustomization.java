package io.tailrace.agent.examples;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * As much of kustomize as the examples need: resources, a ConfigMap made of {@code .env} files, to
 * which an overlay adds. Whatever else is in a {@code kustomization.yaml} is refused.
 */
final class Kustomization {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path folder;
  private final Content content;

  private record Content(
      String apiVersion,
      String kind,
      List<String> resources,
      List<Labels> labels,
      List<Generator> configMapGenerator,
      List<Image> images) {}

  private record Labels(Map<String, String> pairs) {}

  private record Generator(String name, @Nullable String behavior, List<String> envs) {}

  private record Image(String name, String newTag) {}

  private Kustomization(Path folder) {
    this.folder = folder;
    this.content = MAPPER.readValue(folder.resolve("kustomization.yaml").toFile(), Content.class);
    if (!content.apiVersion.equals("kustomize.config.k8s.io/v1beta1")
        || !content.kind.equals("Kustomization")) {
      throw new AssertionError(folder + " is of kind " + content.kind);
    }
  }

  static List<Kustomization> ofExamples() throws IOException {
    try (Stream<Path> files = Files.walk(KubernetesExamplesTest.FOLDER.resolve("kustomize"))) {
      return files
          .filter(folder -> Files.exists(folder.resolve("kustomization.yaml")))
          .sorted()
          .map(Kustomization::new)
          .toList();
    }
  }

  SidecarPod pod() {
    List<HasMetadata> manifests = new ArrayList<>(resources());
    configMaps()
        .forEach((name, data) ->
            manifests.add(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withData(data)
                    .build()));
    return SidecarPod.of(KubernetesExamplesTest.FOLDER.relativize(folder).toString(), manifests);
  }

  private List<HasMetadata> resources() {
    List<HasMetadata> manifests = new ArrayList<>();
    for (String resource : content.resources) {
      Path path = folder.resolve(resource).normalize();
      manifests.addAll(
          Files.isDirectory(path)
              ? new Kustomization(path).resources()
              : Manifests.read(text(path)));
    }
    return manifests;
  }

  private Map<String, Map<String, String>> configMaps() {
    Map<String, Map<String, String>> maps = new LinkedHashMap<>();
    for (String resource : content.resources) {
      Path path = folder.resolve(resource).normalize();
      if (Files.isDirectory(path)) {
        maps.putAll(new Kustomization(path).configMaps());
      }
    }
    for (Generator generator : content.configMapGenerator) {
      if (maps.containsKey(generator.name) != "merge".equals(generator.behavior)) {
        throw new AssertionError(
            "%s: behavior of %s is %s".formatted(folder, generator.name, generator.behavior));
      }
      Map<String, String> data =
          maps.computeIfAbsent(generator.name, name -> new LinkedHashMap<>());
      generator.envs.forEach(file -> data.putAll(variables(folder.resolve(file))));
    }
    return maps;
  }

  /** Kustomize knows no quotes and no comments after a value, unlike the agent. */
  private static Map<String, String> variables(Path file) {
    Map<String, String> variables = new LinkedHashMap<>();
    text(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> {
          String[] parts = line.split("=", 2);
          variables.put(parts[0], parts[1]);
        });
    return variables;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
