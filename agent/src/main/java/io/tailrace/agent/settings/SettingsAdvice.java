package io.tailrace.agent.settings;

import io.tailrace.outputs.loki.LokiLine;
import io.tailrace.outputs.loki.SharedNames;
import io.tailrace.outputs.loki.SharedNames.Claim;
import io.tailrace.outputs.loki.SharedNames.Shared;
import java.util.ArrayList;
import java.util.List;

/** What is to be said about settings that are right and yet may not do what was meant. */
public final class SettingsAdvice {
  /** More would hide the rest of what is said. */
  private static final int MOST_SHARED = 5;

  private final AgentSettings settings;

  private SettingsAdvice(AgentSettings settings) {
    this.settings = settings;
  }

  /** Paragraphs of sentences, each about one thing. */
  public static List<String> of(AgentSettings settings) {
    SettingsAdvice advice = new SettingsAdvice(settings);
    List<String> all = new ArrayList<>();
    for (OutputSettings output : settings.outputs()) {
      if (output instanceof LokiSettings loki) {
        advice.removed(loki, all);
        advice.shared(loki, all);
      }
    }
    return all;
  }

  private void removed(LokiSettings loki, List<String> all) {
    List<String> removing =
        settings.inputs().stream()
            .filter(input -> input.transforms().removesFields())
            .map(InputSettings::name)
            .toList();
    if (loki.line() == LokiLine.ORIGINAL && !removing.isEmpty()) {
      String transform =
          removing.equals(List.of(InputSettings.ONLY))
              ? Declarations.PREFIX + InputDeclarations.TRANSFORM.name()
              : "the TRANSFORM of " + String.join(", ", removing);
      all.add(
          "%s: it gets each line as it was written, also what a remove in %s takes out of the record. For a line of what is left set %s=json (or logfmt, or message); what must not leave at all, redact: TAILRACE_REDACT."
              .formatted(loki.name(), transform, variable(loki, LokiDeclarations.LINE)));
    }
  }

  private void shared(LokiSettings loki, List<String> all) {
    List<Shared> shared =
        SharedNames.of(
            loki.labels(),
            loki.labelFields(),
            loki.metadataFields(),
            settings.inputs().stream().map(settings.metadata()::fields).toList());
    shared.stream().limit(MOST_SHARED).forEach(each -> all.add(words(loki, each)));
    if (shared.size() > MOST_SHARED) {
      all.add(
          "%s: %d more fields share a name.".formatted(loki.name(), shared.size() - MOST_SHARED));
    }
  }

  private static String words(LokiSettings loki, Shared shared) {
    return "%s: %s and %s are both called %s in Loki, whose names have no other characters than letters, digits and _. Only the first is found by it: leave the other out, or give it another name."
        .formatted(
            loki.name(), words(loki, shared.first()), words(loki, shared.other()), shared.name());
  }

  private static String words(LokiSettings loki, Claim claim) {
    String field = claim.field();
    return switch (claim.place()) {
      case LABELS -> "the label %s of %s".formatted(field, variable(loki, LokiDeclarations.LABELS));
      case LABEL_FIELDS ->
          "the field %s of %s".formatted(field, variable(loki, LokiDeclarations.LABEL_FIELDS));
      case METADATA_FIELDS ->
          "the field %s of %s".formatted(field, variable(loki, LokiDeclarations.METADATA_FIELDS));
      case SOURCE -> "the field %s, which every record has,".formatted(field);
      case AGENT -> "what the agent itself says as %s".formatted(field);
    };
  }

  private static String variable(LokiSettings loki, Setting<?> setting) {
    return Names.prefixOf(loki.name()) + setting.name();
  }
}
