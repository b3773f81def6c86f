package io.tailrace.agent.dryrun;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What was seen of one field. */
public final class FieldFigures {
  private final DistinctValues values;

  /** Where each type was seen first, in that order. */
  private final Map<JsonType, Spot> types = new LinkedHashMap<>();

  private long records;
  private long lastRecord;

  FieldFigures(DistinctValues.Room room) {
    this.values = new DistinctValues(room);
  }

  /**
   * Counts a value.
   *
   * @param number of its record, from 1 on
   */
  void add(JsonType type, byte[] value, int from, int to, long number, Spot spot) {
    if (number != lastRecord) {
      lastRecord = number;
      records++;
    }
    if (!types.containsKey(type)) {
      types.put(type, spot);
    }
    values.add(value, from, to);
  }

  /** How many records have it. */
  public long records() {
    return records;
  }

  /** How many different values it has; at least, if {@link #hasMoreValues}. */
  public int values() {
    return values.count();
  }

  /** Whether it has more values than could be counted. */
  public boolean hasMoreValues() {
    return values.isExceeded();
  }

  Map<JsonType, Spot> types() {
    return Collections.unmodifiableMap(types);
  }

  /** The types of its values, for people. */
  public String typeNames() {
    return types.keySet().stream().map(JsonType::label).collect(Collectors.joining(", "));
  }
}
