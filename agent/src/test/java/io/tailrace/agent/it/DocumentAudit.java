package io.tailrace.agent.it;

import io.tailrace.agent.it.SampleApplication.Placement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Holds every document that is found against the event it must be of: each event once, with all of
 * its fields and no other. Used by one thread.
 */
final class DocumentAudit {
  /** More than these explain nothing further. */
  private static final int MAX_PROBLEMS = 10;

  private final SampleEvents events;
  private final List<Placement> placements;
  private final Map<String, String> common;
  private final Instant start;
  private final BitSet found = new BitSet();
  private final List<String> problems = new ArrayList<>();
  private int problemCount;

  /** What all documents of one generation must have in common, by the generation. */
  private final Map<String, String> generations = new HashMap<>();

  /**
   * @param placements of the events by their number
   * @param common fields of every document that the event does not have itself; values as JSON
   * @param start no event was read before
   */
  DocumentAudit(
      SampleEvents events, List<Placement> placements, Map<String, String> common, Instant start) {
    this.events = events;
    this.placements = placements;
    this.common = Map.copyOf(common);
    this.start = start;
  }

  /** Takes account of one document. */
  void found(String id, JsonNode source) {
    Optional<String> eventId =
        SampleEvents.idIn(source.path("id").asString("") + source.path("message").asString(""));
    int number = eventId.map(SampleEvents::numberOf).orElse(Integer.MAX_VALUE);
    if (number >= placements.size()) {
      problem("no event that was written: " + source);
    } else if (found.get(number)) {
      problem("twice: " + source);
    } else {
      found.set(number);
      compare(events.event(number), placements.get(number), id, source);
    }
  }

  private void compare(SampleEvent event, Placement place, String id, JsonNode source) {
    var expected = new TreeMap<>(common);
    expected.putAll(event.fields());
    expected.put("log.offset", Long.toString(place.offset()));
    var actual = new TreeMap<String, String>();
    flatten("", source, actual);
    String time = source.path("@timestamp").asString("");
    String path = source.path("log.file.path").asString("");
    actual.remove("@timestamp");
    actual.remove("log.file.path");
    if (!actual.equals(expected)) {
      problem("is      " + actual + "\n    must be " + expected);
    }
    if (!isTime(time, event.time())) {
      problem("the time of " + event + " is " + time);
    }
    // A file that was rotated before the agent first looked has the name it had by then.
    if (!path.matches(place.path() + "(\\.[0-9]+)?")) {
      problem("the path of " + place + " is " + path);
    }
    requireOfGeneration(place, id.substring(0, id.lastIndexOf('-')) + " of " + path);
  }

  private void requireOfGeneration(Placement place, String generation) {
    String key = place.path() + "@" + place.generation();
    String known = generations.putIfAbsent(key, generation);
    if (known != null && !known.equals(generation)) {
      problem(place + " is of generation " + generation + " and of " + known);
    }
  }

  private boolean isTime(String text, Optional<Instant> own) {
    try {
      Instant time = Instant.parse(text);
      return own.map(time::equals)
          .orElseGet(() -> !time.isBefore(start) && !time.isAfter(Instant.now()));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void flatten(String name, JsonNode node, Map<String, String> target) {
    if (!node.isObject()) {
      String twice = target.put(name, node.toString());
      if (twice != null) {
        target.put(name + " (twice)", twice);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      flatten(prefix + member.getKey(), member.getValue(), target);
    }
  }

  private void problem(String problem) {
    problemCount++;
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** What is wrong with the documents as a whole; none if they are what was written. */
  List<String> problems() {
    var all = new ArrayList<String>(problems);
    if (problemCount > problems.size()) {
      all.add("and " + (problemCount - problems.size()) + " more");
    }
    int lost = placements.size() - found.cardinality();
    if (lost > 0) {
      int first = found.nextClearBit(0);
      all.add(
          "%d of %d lost, the first: %s of %s"
              .formatted(lost, placements.size(), events.event(first).id(), placements.get(first)));
    }
    if (generations.values().stream().distinct().count() != generations.size()) {
      all.add("two generations share an id: " + generations);
    }
    return all;
  }
}
