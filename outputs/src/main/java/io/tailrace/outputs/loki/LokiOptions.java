package io.tailrace.outputs.loki;

import io.tailrace.outputs.http.HttpOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How one Loki is spoken to and what becomes a label there.
 *
 * @param name the output's name in {@code TAILRACE_OUTPUTS}
 * @param url with no path, {@code /loki/api/v1/push} is added; with one, it is used as it is
 * @param labels on every stream; without {@code service_name} among them the source's {@code
 *     service.name} is used for it
 * @param labelFields which fields of a source or record become labels; a source's come first, so
 *     that no log line can speak for another pod. {@code level} means the level that was read, in
 *     one spelling; {@code log.file.path} the file
 * @param metadataFields which further fields of a record become structured metadata
 * @param tenant the {@code X-Scope-OrgID} header
 * @param line what of a record is the line
 * @param maxInFlight 1 keeps entries in order on arrival even when a request is repeated
 */
public record LokiOptions(
    String name,
    URI url,
    HttpOptions http,
    Map<String, String> labels,
    List<String> labelFields,
    List<String> metadataFields,
    Optional<String> tenant,
    LokiLine line,
    int maxInFlight,
    LokiLimits limits) {
  /**
   * Label fields where the settings name none. Loki refuses an entry that is an hour behind the
   * newest of its stream, so files and pods that are read at different paces, as after an outage,
   * must not share one.
   */
  public static final List<String> DEFAULT_LABEL_FIELDS =
      List.of("kubernetes.namespace", "kubernetes.pod.name", "log.file.path");

  static final String PUSH_PATH = "/loki/api/v1/push";

  // What Loki allows in a tenant id; it also keeps line breaks out of the header.
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9!._*'()-]{1,150}");

  public LokiOptions {
    labels = Map.copyOf(labels);
    labelFields = List.copyOf(labelFields);
    metadataFields = List.copyOf(metadataFields);
    requireHttp(url);
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1, is " + maxInFlight);
    }
    tenant.ifPresent(LokiOptions::requireTenant);
    labels.forEach((label, value) -> requireLabel(label, value, limits));
    requireFew(labels, labelFields, limits);
  }

  /** Settings for a Loki on its defaults. */
  public static LokiOptions of(String name, URI url, HttpOptions http) {
    return new LokiOptions(
        name,
        url,
        http,
        Map.of(),
        DEFAULT_LABEL_FIELDS,
        List.of(),
        Optional.empty(),
        LokiLine.ORIGINAL,
        2,
        LokiLimits.DEFAULT);
  }

  private static void requireHttp(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    // Not the host: Compose's names may hold an underscore, with which Java sees none.
    if (!http || url.getAuthority() == null) {
      throw new IllegalArgumentException("Loki's URL must look like http://loki:3100");
    }
  }

  private static void requireTenant(String tenant) {
    if (!TENANT.matcher(tenant).matches() || tenant.equals(".") || tenant.equals("..")) {
      throw new IllegalArgumentException(
          "a Loki tenant has 1 to 150 of the characters A-Z a-z 0-9 ! . _ * ' ( ) -");
    }
  }

  private static void requireLabel(String label, String value, LokiLimits limits) {
    if (!label.equals(LabelNames.sanitise(label))) {
      throw new IllegalArgumentException(
          "Loki takes no label named '" + label + "', but '" + LabelNames.sanitise(label) + "'");
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the label '" + label + "' is empty");
    }
    if (LabelNames.bytes(label).length > limits.maxLabelNameLength()
        || LabelNames.bytes(value).length > limits.maxLabelValueLength()) {
      throw new IllegalArgumentException("the label '" + label + "' is too long for Loki");
    }
  }

  private static void requireFew(
      Map<String, String> labels, List<String> labelFields, LokiLimits limits) {
    long count =
        Stream.concat(labels.keySet().stream(), labelFields.stream().map(LabelNames::ofField))
            .distinct()
            .filter(label -> !label.equals(LabelNames.SERVICE_NAME))
            .count();
    if (count > limits.maxLabels()) {
      throw new IllegalArgumentException(
          "Loki takes " + limits.maxLabels() + " labels on a stream; here are " + count);
    }
  }
}
