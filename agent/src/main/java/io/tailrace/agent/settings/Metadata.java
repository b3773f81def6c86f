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

  /** The one that is never given with the prefix: the container runtime sets it. */
  static final String HOSTNAME = "HOSTNAME";

  public Metadata {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Reads it from environment variables; empty ones do not count. */
  static Metadata from(Map<String, String> environment) {
    Map<String, String> fields = new LinkedHashMap<>();
    VARIABLES.forEach((variable, field) -> {
      String value = environment.getOrDefault(variable, "");
      String prefixed = environment.getOrDefault(PREFIX + variable, "");
      if (!prefixed.isBlank()) {
        fields.put(field, prefixed.strip());
      } else if (!value.isBlank()) {
        fields.put(field, value.strip());
      }
    });
    return new Metadata(fields);
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
    variables.put("POD_NAME", "kubernetes.pod.name");
    variables.put("POD_NAMESPACE", "kubernetes.namespace");
    variables.put("NODE_NAME", "kubernetes.node.name");
    variables.put("CONTAINER_NAME", "kubernetes.container.name");
    variables.put(HOSTNAME, "host.name");
    return Collections.unmodifiableMap(variables);
  }
}
