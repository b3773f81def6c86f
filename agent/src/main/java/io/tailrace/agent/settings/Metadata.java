package io.tailrace.agent.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pod says about itself through the downward API, without any access to the Kubernetes
 * API.
 *
 * @param fields by their ECS names, in the order they are written
 * @param service the {@code service.name} where no setting says it
 * @param serviceVersion likewise
 * @param notes sentences on what was left out
 * @param troubles sentences on what could not be read
 */
public record Metadata(
    Map<String, String> fields,
    Optional<String> service,
    Optional<String> serviceVersion,
    List<String> notes,
    List<String> troubles) {
  /** The field of {@code TAILRACE_SERVICE}. */
  static final String SERVICE_NAME = "service.name";

  /** The field of {@code TAILRACE_SERVICE_VERSION}. */
  static final String SERVICE_VERSION = "service.version";

  /** Before the names of fields that are labels, and annotations. */
  static final String LABELS = "kubernetes.labels.";

  static final String ANNOTATIONS = "kubernetes.annotations.";

  /** Before the names of the labels that Kubernetes recommends. */
  public static final String WELL_KNOWN = "app.kubernetes.io/";

  /** The variables and their fields, in the order the fields are written. */
  static final Map<String, String> VARIABLES = variables();

  /** Before a variable's name, says the same and wins: for a pod where the name is taken. */
  private static final String PREFIX = "TAILRACE_";

  private static final String POD_NAME = "POD_NAME";

  /** On a machine that is no pod this is often set for something else. */
  private static final String CONTAINER_NAME = "CONTAINER_NAME";

  /** The one that is never given with the prefix: the container runtime sets it. */
  static final String HOSTNAME = "HOSTNAME";

  public Metadata {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    notes = List.copyOf(notes);
    troubles = List.copyOf(troubles);
  }

  /** Whether records are the same with the other one. */
  public boolean addsSameAs(Metadata other) {
    return fields.equals(other.fields)
        && service.equals(other.service)
        && serviceVersion.equals(other.serviceVersion);
  }

  /** What environment variables say; empty ones do not count. */
  static Metadata from(Map<String, String> environment) {
    Map<String, String> fields = new LinkedHashMap<>();
    used(environment)
        .forEach(
            (variable, field) -> fields.put(field, environment.getOrDefault(variable, "").strip()));
    return new Metadata(fields, Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  /** Which of the variables that are set give a field, and which field. */
  static Map<String, String> used(Map<String, String> environment) {
    boolean pod = isSet(environment, POD_NAME) || isSet(environment, PREFIX + POD_NAME);
    Map<String, String> used = new LinkedHashMap<>();
    VARIABLES.forEach((variable, field) -> {
      if (isSet(environment, PREFIX + variable)) {
        used.put(PREFIX + variable, field);
      } else if (isSet(environment, variable) && (pod || !variable.equals(CONTAINER_NAME))) {
        used.put(variable, field);
      }
    });
    return used;
  }

  private static boolean isSet(Map<String, String> environment, String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  /** What every record of an input carries; its own fields win over what the pod says. */
  public Map<String, String> fields(InputSettings input) {
    Map<String, String> all = new LinkedHashMap<>();
    input.service().or(() -> service).ifPresent(name -> all.put(SERVICE_NAME, name));
    input
        .serviceVersion()
        .or(() -> serviceVersion)
        .ifPresent(version -> all.put(SERVICE_VERSION, version));
    all.putAll(fields);
    all.putAll(input.fields());
    return Collections.unmodifiableMap(all);
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(POD_NAME, "kubernetes.pod.name");
    variables.put("POD_NAMESPACE", "kubernetes.namespace");
    variables.put("NODE_NAME", "kubernetes.node.name");
    variables.put(CONTAINER_NAME, "kubernetes.container.name");
    variables.put(HOSTNAME, "host.name");
    return Collections.unmodifiableMap(variables);
  }
}
