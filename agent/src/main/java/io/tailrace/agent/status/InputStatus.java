package io.tailrace.agent.status;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One input, as each output's pipeline read it: every output reads and parses at its own pace.
 *
 * @param name {@code default} unless the settings name inputs
 * @param parser as set: {@code auto}, {@code json}, …
 * @param reasons why lines were taken for the formats that they were read as, by the format
 * @param counters by the name of the output, in the order of the settings
 */
public record InputStatus(
    String name, String parser, Map<String, String> reasons, Map<String, Counters> counters) {
  public InputStatus {
    reasons = Map.copyOf(reasons);
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }

  /**
   * What was read since the start.
   *
   * @param events lines, after joining those that belong together
   * @param formats these, by the format that they were in: {@code json}, {@code plain}, …
   * @param filtered of these, those not to be shipped to this output
   * @param drops these, by what has dropped them: {@code only_if}, {@code sample}, …
   * @param parseErrors of these, those the parser refused; they are shipped as plain text
   * @param withoutTime of these, those that say no time
   * @param badTimes of these, those with a time that cannot be read, or cannot be
   * @param truncated of these, those longer than allowed
   * @param invalidUtf8 of these, those with bytes that had to be replaced
   * @param transformErrors of these, those at which a step could not do its work
   * @param redactions what was redacted in them, by the rule's or pattern's name
   */
  public record Counters(
      long events,
      Map<String, Long> formats,
      long filtered,
      Map<String, Long> drops,
      long parseErrors,
      long withoutTime,
      long badTimes,
      long truncated,
      long invalidUtf8,
      long transformErrors,
      Map<String, Long> redactions) {
    /** Nothing was read. */
    public static final Counters NONE =
        new Counters(0, Map.of(), 0, Map.of(), 0, 0, 0, 0, 0, 0, Map.of());

    public Counters {
      formats = Collections.unmodifiableMap(new TreeMap<>(formats));
      drops = Collections.unmodifiableMap(new TreeMap<>(drops));
      redactions = Collections.unmodifiableMap(new TreeMap<>(redactions));
    }
  }
}
