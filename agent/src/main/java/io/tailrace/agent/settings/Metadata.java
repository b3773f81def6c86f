package io.tailrace.agent.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the pod says about itself through the downward API, without any access to the Kubernetes
 * API: fields by their ECS names.
 */
public record Metadata(Map<String, String> fields) {
  /** The field of {@code TAILRACE_SERVICE}. */
  static final String SERVICE_NAME = "service.name";

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
  }

  /** Reads it from environment variables; empty ones do not count. */
  static Metadata from(Map<String, String> environment) {
    Map<String, String> fields = new LinkedHashMap<>();
    used(environment)
        .forEach(
            (variable, field) -> fields.put(field, environment.getOrDefault(variable, "").strip()));
    return new Metadata(fields);
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
    input.service().ifPresent(service -> all.put(SERVICE_NAME, service));
    all.putAll(fields);
    all.putAll(input.fields());
    return Collections.unmodifiableMap(all);
  }

  /** The same in one step. */
  public static Map<String, String> fields(Map<String, String> environment, InputSettings input) {
    return from(environment).fields(input);
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
