package io.tailrace.agent.settings;

import io.tailrace.agent.settings.Declarations.Scope;
import java.util.List;
import java.util.Optional;

/**
 * All settings in print: for the README, and for a terminal. Made of {@link Declarations} alone.
 */
public final class Reference {
  private Reference() {}

  /**
   * One setting for a terminal.
   *
   * @param help in plain text
   * @param kind what its value may be: {@code size}, or {@code auto, json} if it is a choice
   */
  public record Entry(
      String name,
      String help,
      String kind,
      Optional<String> defaultText,
      String example,
      boolean secret) {}

  /** Settings that belong together. */
  public record Section(String title, String note, List<Entry> entries) {
    public Section {
      entries = List.copyOf(entries);
    }
  }

  public static List<Section> sections() {
    return Declarations.SCOPES.stream()
        .map(scope ->
            new Section(
                scope.title(),
                plain(scope.note()),
                scope.settings().stream().map(setting -> entry(scope, setting)).toList()))
        .toList();
  }

  private static Entry entry(Scope scope, Setting<?> setting) {
    return new Entry(
        scope.prefix() + setting.name(),
        plain(setting.help()),
        plain(setting.kind().name()),
        setting.defaultText(),
        setting.example(),
        setting.secret());
  }

  private static String plain(String markdown) {
    return markdown.replace("`", "");
  }

  /** The tables of the README. */
  public static String markdown() {
    StringBuilder out = new StringBuilder();
    for (Scope scope : Declarations.SCOPES) {
      out.append("### ").append(scope.title()).append("\n\n");
      if (!scope.note().isEmpty()) {
        out.append(scope.note()).append("\n\n");
      }
      out.append("| Variable | Default | What it is | Kind | Example |\n");
      out.append("|---|---|---|---|---|\n");
      scope.settings().forEach(setting -> out.append(row(scope, setting)));
      out.append('\n');
    }
    return out.append(ENDING).toString();
  }

  private static final String ENDING =
      """
      Every variable of kind secret also exists with `_FILE` at its end: the name of a file the secret
      is in, which is read again when it changes. Sizes are whole numbers with `KiB`, `MiB` or `GiB`, or
      of bytes; times are whole numbers with `ms`, `s`, `m` or `h`. An empty variable counts as not set.

      `POD_NAME`, `POD_NAMESPACE`, `NODE_NAME` and `CONTAINER_NAME`, with or without `TAILRACE_` before
      them, and `HOSTNAME` become the fields `kubernetes.pod.name`, `kubernetes.namespace`,
      `kubernetes.node.name`, `kubernetes.container.name` and `host.name` of every record.
      `CONTAINER_NAME` without `TAILRACE_` counts only in a pod, where the pod's name is set too.
      They take part in `TAILRACE_METADATA_MAX`, before anything else.
      """;

  private static String row(Scope scope, Setting<?> setting) {
    String example = setting.secret() ? "" : code(setting.example());
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            code(scope.prefix() + setting.name()),
            cell(setting.defaultText().map(Reference::code).orElse("")),
            cell(setting.help()),
            cell(setting.kind().name()),
            cell(example));
  }

  /** A bar would end the cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
