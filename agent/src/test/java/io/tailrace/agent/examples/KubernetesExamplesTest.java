package io.tailrace.agent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Ending;
import io.tailrace.agent.settings.ExitRule;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Reference;
import io.tailrace.agent.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** Each Kubernetes example is what Kubernetes and the agent take, and its parts fit each other. */
class KubernetesExamplesTest {
  static final Path FOLDER = Path.of("..", "config-examples", "kubernetes");

  @TempDir Path folder;

  static List<SidecarPod> pods() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return Stream.concat(
              files
                  .filter(file -> file.toString().endsWith(".yaml"))
                  .sorted()
                  .map(file -> SidecarPod.of(file.getFileName().toString(), read(file))),
              Kustomization.ofExamples().stream().map(Kustomization::pod))
          .toList();
    }
  }

  private static List<HasMetadata> read(Path file) {
    try {
      return Manifests.read(Files.readString(file));
    } catch (IOException | JacksonException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  private AgentSettings settings(SidecarPod pod) throws IOException {
    Loaded loaded = Settings.load(pod.environment(folder));
    assertThat(loaded).as("settings of %s", pod).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings();
  }

  @Test
  void thereIsOneOfEachKind() throws IOException {
    assertThat(pods())
        .extracting(SidecarPod::toString)
        .contains(
            "sidecar-pod.yaml",
            "native-sidecar.yaml",
            "job-native-sidecar.yaml",
            "job-exit-when.yaml",
            "configmap-reload.yaml",
            "secrets.yaml",
            "mtls.yaml",
            "restricted.yaml",
            "kustomize/base",
            "kustomize/overlays/elasticsearch",
            "kustomize/overlays/loki");
  }

  @ParameterizedTest
  @MethodSource("pods")
  void theAgentTakesItsSettings(SidecarPod pod) throws IOException {
    assertThat(settings(pod).outputs()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void everyPartThatIsNamedIsThere(SidecarPod pod) {
    assertThat(pod.containers()).extracting(Container::getName).doesNotHaveDuplicates();
    for (Container container : pod.containers()) {
      assertThat(container.getVolumeMounts())
          .as("mounts of %s", container.getName())
          .allSatisfy(mount -> assertThat(pod.volume(mount.getName())).isNotNull());
      assertThat(container.getImage()).matches("[a-z0-9./-]+:[0-9][0-9.]*");
    }
    for (HasMetadata manifest : pod.manifests()) {
      assertThat(manifest.getMetadata().getName()).matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
      switch (manifest) {
        case Deployment deployment ->
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        case Job job -> assertThat(pod.spec().getRestartPolicy()).isEqualTo("Never");
        default -> {}
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void itReadsTheVolumeThatTheApplicationWritesTo(SidecarPod pod) throws IOException {
    AgentSettings settings = settings(pod);
    assertThat(settings.roots()).isNotEmpty();
    for (Path root : settings.roots()) {
      VolumeMount read = pod.mountOf(pod.agent(), root);
      VolumeMount written = pod.mountOf(pod.application(), root);
      assertThat(read.getName()).isEqualTo(written.getName());
      assertThat(read.getMountPath()).isEqualTo(written.getMountPath());
      assertThat(written.getReadOnly()).isNotEqualTo(true);
      assertThat(pod.volume(read.getName()).getEmptyDir().getSizeLimit()).isNotNull();

      // On the same volume, or what is rotated away could not be kept by a link.
      VolumeMount state = pod.mountOf(pod.agent(), settings.stateDir().orElseThrow());
      assertThat(state.getName()).isEqualTo(read.getName());
      assertThat(state.getReadOnly()).isNotEqualTo(true);
    }
  }

  /** One user, or the group could write the volume's root, and yet not link to its files. */
  @ParameterizedTest
  @MethodSource("pods")
  void itMayReadWhatTheApplicationWrites(SidecarPod pod) {
    PodSecurityContext context = pod.spec().getSecurityContext();
    assertThat(context.getRunAsUser()).isPositive();
    assertThat(context.getFsGroup()).isPositive().isEqualTo(context.getRunAsGroup());
    for (Container container : pod.containers()) {
      assertThat(container.getSecurityContext().getRunAsUser()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void kubernetesWaitsLongerThanTheDrainTakes(SidecarPod pod) throws IOException {
    Ending ending = settings(pod).ending();
    Duration grace = Duration.ofSeconds(pod.spec().getTerminationGracePeriodSeconds());

    assertThat(grace).isGreaterThan(settings(pod).drainTimeout());
    ending.gracePeriod().ifPresent(said -> assertThat(said).isEqualTo(grace));
  }

  /** The file is on the volume that both have, the application makes it, and it is no log. */
  @Test
  void theAgentOfAJobWithoutNativeSidecarsEndsByItself() throws IOException {
    SidecarPod pod =
        pods().stream()
            .filter(each -> each.name().equals("job-exit-when.yaml"))
            .findFirst()
            .orElseThrow();
    List<ExitRule> rules = settings(pod).ending().exitWhen();

    assertThat(rules).hasSize(1);
    Path done = ((ExitRule.FileIsThere) rules.getFirst()).file();
    assertThat(pod.mountOf(pod.agent(), done)).isEqualTo(pod.mountOf(pod.application(), done));
    assertThat(pod.application().getArgs().getFirst()).contains("trap 'touch " + done + "' EXIT");
    assertThat(pod.spec().getInitContainers()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void probesFromOutsideReachTheStatusPage(SidecarPod pod) throws IOException {
    Container agent = pod.agent();
    InetSocketAddress status = settings(pod).statusAddress().orElseThrow();
    for (Probe probe : probes(agent)) {
      if (probe.getHttpGet() == null) {
        assertThat(probe.getExec().getCommand().getFirst()).startsWith("/opt/tailrace/");
      } else {
        assertThat(status.getAddress().isAnyLocalAddress()).isTrue();
        assertThat(probe.getHttpGet().getPath()).isIn("/healthz", "/readyz");
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("status");
        assertThat(agent.getPorts()).hasSize(1);
        assertThat(agent.getPorts().getFirst().getName()).isEqualTo("status");
        assertThat(agent.getPorts().getFirst().getContainerPort()).isEqualTo(status.getPort());
      }
    }
    // Where the application waits for it, it is not to wait for a server.
    Optional.ofNullable(agent.getStartupProbe())
        .ifPresent(probe -> assertThat(probe.getHttpGet().getPath()).isEqualTo("/healthz"));
  }

  private static List<Probe> probes(Container container) {
    List<Probe> probes =
        Stream.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe())
            .flatMap(Stream::ofNullable)
            .toList();
    assertThat(probes).isNotEmpty();
    return probes;
  }

  /** All of what the "restricted" Pod Security Standard asks for, and a read-only file system. */
  @ParameterizedTest
  @MethodSource("pods")
  void nothingInItNeedsPrivileges(SidecarPod pod) {
    PodSecurityContext context = pod.spec().getSecurityContext();
    assertThat(context.getRunAsNonRoot()).isTrue();
    assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    for (Container container : pod.containers()) {
      SecurityContext own = container.getSecurityContext();
      assertThat(own.getAllowPrivilegeEscalation()).isFalse();
      assertThat(own.getReadOnlyRootFilesystem()).isTrue();
      assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(own.getCapabilities().getAdd()).isEmpty();
      assertThat(own.getPrivileged()).isNull();
    }
    assertThat(pod.spec().getVolumes())
        .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
  }

  @ParameterizedTest
  @MethodSource("pods")
  void itTakesNoMoreThanIsPromised(SidecarPod pod) {
    boolean probedByCommand =
        probes(pod.agent()).stream().anyMatch(probe -> probe.getExec() != null);
    String most = probedByCommand ? "192Mi" : "128Mi"; // Each time a JVM in the same container.
    assertThat(pod.agent().getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(pod.agent().getResources().getLimits())
        .hasEntrySatisfying("memory", memory -> assertThat(memory).hasToString(most))
        .doesNotContainKey("cpu");
  }

  @Test
  void nativeSidecarsGoOnRunningAndAreThereBeforeTheApplication() throws IOException {
    List<SidecarPod> pods =
        pods().stream().filter(pod -> pod.name().contains("native-sidecar")).toList();
    assertThat(pods)
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(pod.spec().getInitContainers()).containsExactly(pod.agent());
          assertThat(pod.agent().getRestartPolicy()).isEqualTo("Always");
          assertThat(pod.agent().getStartupProbe()).isNotNull();
        });
  }

  @Test
  void labelsAreMountedWhereTheAgentLooksForThem() throws IOException {
    SidecarPod pod =
        pods().stream()
            .filter(each -> each.name().equals("native-sidecar.yaml"))
            .findFirst()
            .orElseThrow();
    Path usual =
        Reference.sections().stream()
            .flatMap(section -> section.entries().stream())
            .filter(entry -> entry.name().equals("TAILRACE_POD_INFO"))
            .map(entry -> Path.of(entry.defaultText().orElseThrow()))
            .findFirst()
            .orElseThrow();

    VolumeMount mount = pod.mountOf(pod.agent(), usual.resolve("labels"));
    assertThat(Path.of(mount.getMountPath())).isEqualTo(usual);
    assertThat(pod.volume(mount.getName()).getDownwardAPI().getItems())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.getPath()).isEqualTo("labels");
          assertThat(item.getFieldRef().getFieldPath()).isEqualTo("metadata.labels");
        });
  }

  @Test
  void whatIsNotInTheSchemaIsRefusedAtAnyDepth() throws IOException {
    String good = Files.readString(FOLDER.resolve("native-sidecar.yaml"));
    Map<String, String> slips =
        Map.of(
            "replicas:", "replica:",
            "terminationGracePeriodSeconds:", "terminationGraceSeconds:",
            "failureThreshold: 60", "failures: 60",
            "fieldPath: metadata.name", "path: metadata.name",
            "readOnlyRootFilesystem:", "readonlyRootFilesystem:",
            "sizeLimit:", "limit:",
            "replicas: 1", "replicas: one",
            "runAsUser: 10001", "runAsUser: 10001\n        runAsUser: 10002");

    assertThat(Manifests.read(good)).hasSize(1);
    slips.forEach((right, wrong) ->
        assertThatThrownBy(() -> Manifests.read(good.replace(right, wrong)))
            .as("%s", wrong)
            .isInstanceOf(JacksonException.class));
  }

  @Test
  void aMisspeltSettingInAnyOfThemWouldBeNoticed() throws IOException {
    for (SidecarPod pod : pods()) {
      Map<String, String> environment = pod.environment(folder);
      environment.put("TAILRACE_PATH", "/var/log/app/*.log");
      assertThat(Settings.load(environment)).isInstanceOf(Loaded.Bad.class);
    }
  }
}
