package io.tailrace.agent.examples;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads Kubernetes manifests into the classes that are made of Kubernetes' own schema, and refuses
 * what is not in it: a property that does not exist there or is of another kind, a name twice.
 */
final class Manifests {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1 Namespace", Namespace.class,
          "v1 ConfigMap", ConfigMap.class,
          "v1 Secret", Secret.class,
          "v1 Pod", Pod.class,
          "apps/v1 Deployment", Deployment.class,
          "batch/v1 Job", Job.class);

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().setDeserializerModifier(new NothingElse()))
          .build();

  private Manifests() {}

  /** The classes keep what they do not know in a map of its own; without that it is refused. */
  private static final class NothingElse extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public BeanDeserializerBuilder updateBuilder(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        BeanDeserializerBuilder builder) {
      builder.setAnySetter(null);
      return builder;
    }
  }

  /**
   * All documents of a file.
   *
   * @throws tools.jackson.core.JacksonException when one is not what Kubernetes takes
   */
  static List<HasMetadata> read(String yaml) {
    List<HasMetadata> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = MAPPER.readerFor(JsonNode.class).readValues(yaml)) {
      while (documents.hasNext()) {
        manifests.add(manifest(documents.next()));
      }
    }
    return manifests;
  }

  private static HasMetadata manifest(JsonNode document) {
    String kind = document.path("apiVersion").asString() + " " + document.path("kind").asString();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("a manifest of kind " + kind + ": add it to KINDS");
    }
    return MAPPER.treeToValue(document, type);
  }
}
