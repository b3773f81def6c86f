package io.tailrace.outputs.loki;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How fields are called in Loki, where a name has only letters, digits and underscores. */
final class LabelNames {
  static final String SERVICE_NAME = "service_name";

  /** What Loki itself calls a stream that does not say; a stream must have some label. */
  static final String UNKNOWN_SERVICE = "unknown_service";

  /**
   * Grafana colours by it, and Loki 3 of every minor version takes it as the level instead of
   * looking for one in the line. ({@code detected_level}, which it then adds, would be there twice
   * in versions that do not look for it first.)
   */
  static final String LEVEL = "level";

  /** As Promtail and Alloy call it, so that existing queries and dashboards work. */
  static final String FILENAME = "filename";

  static final String FLAGS = "log_flags";

  private LabelNames() {}

  /** The label or metadata name of an ECS field. */
  static String ofField(String field) {
    return switch (field) {
      case "log.level" -> LEVEL;
      case "log.file.path" -> FILENAME;
      default -> sanitise(field);
    };
  }

  /** Every other character becomes an underscore; one is put before a leading digit. */
  static String sanitise(String name) {
    var clean = new StringBuilder(name.length() + 1);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (digit && i == 0) {
        clean.append('_');
      }
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      clean.append(letter || digit ? c : '_');
    }
    return clean.isEmpty() ? "_" : clean.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
