package io.tailrace.agent.examples;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The pod of an example, with the agent in it as a container named {@code tailrace}.
 *
 * @param name of the example, for messages
 * @param spec what Kubernetes makes the pod of
 * @param manifests all of the example, the pod's included
 */
record SidecarPod(String name, PodSpec spec, List<HasMetadata> manifests) {
  static SidecarPod of(String name, List<HasMetadata> manifests) {
    List<PodSpec> specs = manifests.stream().flatMap(manifest -> spec(manifest).stream()).toList();
    if (specs.size() != 1) {
      throw new AssertionError(name + " has " + specs.size() + " pods");
    }
    return new SidecarPod(name, specs.getFirst(), manifests);
  }

  private static List<PodSpec> spec(HasMetadata manifest) {
    return switch (manifest) {
      case Pod pod -> List.of(pod.getSpec());
      case Deployment deployment -> List.of(deployment.getSpec().getTemplate().getSpec());
      case Job job -> List.of(job.getSpec().getTemplate().getSpec());
      default -> List.of();
    };
  }

  @Override
  public String toString() {
    return name;
  }

  List<Container> containers() {
    return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream()).toList();
  }

  Container agent() {
    return containers().stream()
        .filter(container -> container.getName().equals("tailrace"))
        .findFirst()
        .orElseThrow();
  }

  Container application() {
    return containers().stream()
        .filter(container -> !container.getName().equals("tailrace"))
        .findFirst()
        .orElseThrow();
  }

  Volume volume(String name) {
    return spec.getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(this + " has no volume " + name));
  }

  /** What of the container's mounts a path is in; the innermost. */
  VolumeMount mountOf(Container container, Path path) {
    return container.getVolumeMounts().stream()
        .filter(mount -> path.startsWith(mount.getMountPath()))
        .max((one, other) -> one.getMountPath().length() - other.getMountPath().length())
        .orElseThrow(
            () -> new AssertionError("%s: no mount of %s has %s".formatted(this, container, path)));
  }

  /**
   * The agent's variables as Kubernetes would set them; what comes from the pod itself is some
   * text. The files that ConfigMaps and Secrets are mounted as lie in a folder instead, and so do
   * the paths that lead there.
   */
  Map<String, String> environment(Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (EnvFromSource from : agent().getEnvFrom()) {
      environment.putAll(find(ConfigMap.class, from.getConfigMapRef().getName()).getData());
    }
    for (EnvVar variable : agent().getEnv()) {
      String value = Objects.requireNonNullElse(variable.getValue(), "from-the-pod");
      environment.put(variable.getName(), value);
    }
    for (VolumeMount mount : agent().getVolumeMounts()) {
      Map<String, String> files = files(volume(mount.getName()));
      if (!files.isEmpty()) {
        Path local = Files.createDirectories(folder.resolve(mount.getName()));
        for (Map.Entry<String, String> file : files.entrySet()) {
          Files.writeString(local.resolve(file.getKey()), file.getValue());
        }
        environment.replaceAll(
            (name, value) -> value.replace(mount.getMountPath() + "/", local + "/"));
      }
    }
    return environment;
  }

  private Map<String, String> files(Volume volume) {
    if (volume.getConfigMap() != null) {
      return find(ConfigMap.class, volume.getConfigMap().getName()).getData();
    }
    if (volume.getSecret() != null && volume.getSecret().getItems().isEmpty()) {
      return find(Secret.class, volume.getSecret().getSecretName()).getStringData();
    }
    Map<String, String> files = new HashMap<>();
    if (volume.getSecret() != null) { // Its content is of somebody else; which files is said here.
      for (KeyToPath item : volume.getSecret().getItems()) {
        files.put(item.getPath(), "content of " + item.getKey());
      }
    }
    return files;
  }

  private <T extends HasMetadata> T find(Class<T> type, String name) {
    return manifests.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(manifest -> manifest.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError("%s has no %s %s".formatted(this, type.getSimpleName(), name)));
  }
}
