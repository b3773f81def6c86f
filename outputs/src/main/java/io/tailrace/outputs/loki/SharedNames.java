package io.tailrace.outputs.loki;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds fields that would have one name in Loki, where {@code a.b} and {@code a_b} are both {@code
 * a_b}. As far as settings name them: what lines have is not known. Used by one thread, once.
 */
public final class SharedNames {
  /** Where a field is named. */
  public enum Place {
    /** It is a fixed label. */
    LABELS,
    LABEL_FIELDS,
    METADATA_FIELDS,
    /** Every record of a source has it. */
    SOURCE,
    /** The encoder itself writes it. */
    AGENT
  }

  /** A field by its name, and where it is named. */
  public record Claim(Place place, String field) {}

  /**
   * Two of one name.
   *
   * @param name what both are called in Loki
   * @param first the one that has the name there
   * @param other the one that is left out, or is found under another name only
   */
  public record Shared(String name, Claim first, Claim other) {}

  /** What the encoder has its own way for, by any of its names. */
  private static final Set<String> OWN_FIELDS =
      Set.of(LabelNames.LEVEL, "log.level", LabelNames.FILENAME, "log.file.path", "log.flags");

  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<String, String> labels;
  private final Set<Shared> shared = new LinkedHashSet<>();

  private SharedNames(Map<String, String> labels) {
    this.labels = labels;
    labels.keySet().forEach(name -> claims.put(name, new Claim(Place.LABELS, name)));
  }

  /**
   * All of them, in the order of the settings.
   *
   * @param sources the fields of each source
   */
  public static List<Shared> of(
      Map<String, String> labels,
      List<String> labelFields,
      List<String> metadataFields,
      List<Map<String, String>> sources) {
    SharedNames names = new SharedNames(labels);
    labelFields.forEach(field -> names.claim(new Claim(Place.LABEL_FIELDS, field)));
    for (String own : List.of(LabelNames.LEVEL, LabelNames.FILENAME, LabelNames.FLAGS)) {
      names.claims.putIfAbsent(own, new Claim(Place.AGENT, own));
    }
    metadataFields.stream()
        .filter(field -> !OWN_FIELDS.contains(field) && !LabelFields.isLookedUp(field))
        .forEach(field -> names.claim(new Claim(Place.METADATA_FIELDS, field)));
    sources.forEach(names::claimAll);
    return new ArrayList<>(names.shared);
  }

  private void claimAll(Map<String, String> source) {
    source.forEach((field, value) -> {
      String name = LabelNames.ofField(field);
      boolean isSaid = value.equals(labels.get(name));
      // That label is set to stand instead of it.
      boolean isReplaced =
          field.equals("service.name") && labels.containsKey(LabelNames.SERVICE_NAME);
      if (!isSaid && !isReplaced) {
        claim(new Claim(Place.SOURCE, field));
      }
    });
  }

  private void claim(Claim claim) {
    String name = LabelNames.ofField(claim.field);
    Claim first = claims.putIfAbsent(name, claim);
    if (first != null && !isSame(first, claim)) {
      shared.add(new Shared(name, first, claim));
    }
  }

  /** A field may be named in several places; a fixed label, or one of the agent's, is no field. */
  private static boolean isSame(Claim first, Claim claim) {
    return first.field.equals(claim.field)
        && first.place != Place.LABELS
        && first.place != Place.AGENT;
  }
}
