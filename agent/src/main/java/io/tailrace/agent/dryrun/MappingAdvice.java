package io.tailrace.agent.dryrun;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** What an index of Elasticsearch would make of the fields of documents. */
final class MappingAdvice {
  /** The default of {@code index.mapping.total_fields.limit}. */
  private static final int MAX_FIELDS = 1_000;

  /** From here on the limit is worth a word: these are not all lines there will be. */
  private static final int MANY_FIELDS = 800;

  /** Of each kind of trouble; more would hide the others. */
  private static final int MOST_OF_A_KIND = 10;

  private final NavigableMap<String, FieldFigures> fields;
  private final boolean more;

  MappingAdvice(FieldTable table) {
    this.fields = table.fields();
    this.more = table.others() > 0;
  }

  /** Sentences, each about one thing. */
  List<String> advice() {
    List<String> advice = new ArrayList<>(few(typeConflicts(), "fields have values of two types"));
    advice.addAll(few(objectConflicts(), "fields are both a value and an object"));
    advice.addAll(few(badNames(), "fields have names that are refused"));
    fieldCount(advice);
    return advice;
  }

  private static List<String> few(List<String> all, String what) {
    if (all.size() <= MOST_OF_A_KIND) {
      return all;
    }
    List<String> few = new ArrayList<>(all.subList(0, MOST_OF_A_KIND));
    few.add("Elasticsearch: %d more %s.".formatted(all.size() - MOST_OF_A_KIND, what));
    return few;
  }

  private List<String> typeConflicts() {
    List<String> conflicts = new ArrayList<>();
    fields.forEach((path, figures) -> {
      Map<JsonType, Spot> types = figures.types();
      List<JsonType> kinds = types.keySet().stream().filter(MappingAdvice::hasMapping).toList();
      if (kinds.size() > 1 && !isOnlyNumbers(kinds) && !isOnlyTexts(kinds)) {
        List<String> seen =
            kinds.stream().map(type -> type.label() + " in " + types.get(type)).toList();
        conflicts.add(
            ("Elasticsearch: `%s` is %s. The first that an index gets decides on its type; documents"
                    + " with another are refused, or with ignore_malformed the field is left out of"
                    + " the index. Have it written in one type only.")
                .formatted(path, String.join(", ", seen)));
      }
    });
    return conflicts;
  }

  private static boolean hasMapping(JsonType type) {
    return switch (type) {
      case TEXT, NUMERIC_TEXT, NUMBER, BOOLEAN, OBJECT -> true;
      case TOO_DEEP -> false;
    };
  }

  private static boolean isOnlyNumbers(List<JsonType> types) {
    return types.stream()
        .allMatch(type -> type == JsonType.NUMBER || type == JsonType.NUMERIC_TEXT);
  }

  private static boolean isOnlyTexts(List<JsonType> types) {
    return types.stream().allMatch(type -> type == JsonType.TEXT || type == JsonType.NUMERIC_TEXT);
  }

  private List<String> objectConflicts() {
    List<String> conflicts = new ArrayList<>();
    fields.forEach((path, figures) -> {
      Map.Entry<String, FieldFigures> below = fields.ceilingEntry(path + ".");
      if (below != null
          && below.getKey().startsWith(path + ".")
          && figures.types().keySet().stream().anyMatch(MappingAdvice::isValue)) {
        conflicts.add(
            ("Elasticsearch: `%s` is a value in %s, and `%s` makes it an object in %s. An index takes"
                    + " one of them and refuses documents with the other: give one another name.")
                .formatted(path, first(figures), below.getKey(), first(below.getValue())));
      }
    });
    return conflicts;
  }

  private static boolean isValue(JsonType type) {
    return type != JsonType.OBJECT && type != JsonType.TOO_DEEP;
  }

  private static Spot first(FieldFigures figures) {
    return figures.types().values().iterator().next();
  }

  private List<String> badNames() {
    List<String> bad = new ArrayList<>();
    fields.forEach((path, figures) -> {
      if (hasEmptyPart(path)) {
        bad.add(
            ("Elasticsearch: the name `%s` in %s has nothing before, after or between its dots, and"
                    + " documents with such a name are refused.")
                .formatted(path, first(figures)));
      } else if (figures.types().containsKey(JsonType.TOO_DEEP)
          || path.split("\\.", -1).length > DocumentFields.MAX_DEPTH) {
        bad.add(
            "Elasticsearch: `%s` in %s is deeper than the %d levels that an index takes."
                .formatted(path, first(figures), DocumentFields.MAX_DEPTH));
      }
    });
    return bad;
  }

  private static boolean hasEmptyPart(String path) {
    for (String part : path.split("\\.", -1)) {
      if (part.isBlank()) {
        return true;
      }
    }
    return false;
  }

  private void fieldCount(List<String> advice) {
    int count = mapped();
    if (count < MANY_FIELDS) {
      return;
    }
    long once = fields.values().stream().filter(figures -> figures.records() == 1).count();
    advice.add(
        String.format(
            Locale.ROOT,
            "Elasticsearch: %s%,d field names, objects included; an index takes %,d"
                + " (index.mapping.total_fields.limit) and refuses documents with more. %,d of them are"
                + " in one record only: names that are values, such as ids, belong into the values.",
            more ? "more than " : "",
            count,
            MAX_FIELDS,
            once));
  }

  /** Fields, and the objects that they are in. */
  private int mapped() {
    Set<String> names = new HashSet<>(fields.keySet());
    for (String path : fields.keySet()) {
      for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
        names.add(path.substring(0, dot));
      }
    }
    return names.size();
  }
}
