package io.tailrace.agent.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks {@code _bulk}: refuses what is poisoned for good, some items for now, and has the others
 * indexed by what is behind it.
 */
final class BulkStore implements Store {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String POISONED =
      "{\"create\":{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\","
          + "\"reason\":\"torture refuses this one for good\"}}}";

  private static final String TOO_MANY =
      "{\"create\":{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\","
          + "\"reason\":\"torture refuses this one for now\"}}}";

  private static final int CREATED = 201;
  private static final int CONFLICT = 409;

  private final Index index;
  private final Audit audit;
  private final ReentrantLock turn = new ReentrantLock();
  private long again;

  /** One item of a request. */
  record Item(String id, String action, String document) {}

  /** What documents are put into. */
  interface Index {
    /** Creates documents that have no id that is there yet; answers with the status of each. */
    int[] create(HttpCall call, List<Item> items) throws IOException;

    /** Whether it may have stored something of which it is not known: its answer was lost. */
    default boolean mayHaveMore() {
      return false;
    }

    /** Answers whatever else is asked. */
    HttpReply ask(HttpCall call) throws IOException;
  }

  BulkStore(Index index, Audit audit) {
    this.index = index;
    this.audit = audit;
  }

  @Override
  public List<Fault> faults() {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault != Fault.NONE && fault != Fault.REFUSED)
        .toList();
  }

  @Override
  public boolean brings(HttpCall call) {
    return call.target().contains("/_bulk");
  }

  @Override
  public HttpReply take(HttpCall call, Fault fault, FaultPlan plan) throws IOException {
    if (!brings(call)) {
      return index.ask(call);
    }
    List<Item> items = items(call.text());
    var results = new ArrayList<String>();
    var taken = new ArrayList<Item>();
    for (Item item : items) {
      String refusal = refusal(item, fault, plan);
      results.add(refusal);
      if (refusal.isEmpty()) {
        taken.add(item);
      }
    }
    int[] statuses = taken.isEmpty() ? new int[0] : create(call, taken);
    int next = 0;
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).isEmpty()) {
        results.set(i, "{\"create\":{\"status\":" + statuses[next] + "}}");
        next++;
      }
    }
    if (fault == Fault.MISCOUNTED) {
      results.removeLast();
    }
    return HttpReply.json(200, answer(results));
  }

  /** How many items came again that were there already. */
  long again() {
    turn.lock();
    try {
      return again;
    } finally {
      turn.unlock();
    }
  }

  private int[] create(HttpCall call, List<Item> items) throws IOException {
    int[] statuses = index.create(call, items);
    for (int i = 0; i < statuses.length; i++) {
      if (statuses[i] == CREATED) {
        audit.delivered(items.get(i).document(), items.get(i).id());
      } else if (statuses[i] == CONFLICT) {
        countAgain();
        if (index.mayHaveMore()) {
          audit.known(items.get(i).document());
        }
      }
    }
    return statuses;
  }

  private void countAgain() {
    turn.lock();
    try {
      again++;
    } finally {
      turn.unlock();
    }
  }

  private static String refusal(Item item, Fault fault, FaultPlan plan) {
    if (Event.in(item.document()) instanceof Event.Sighting.Whole(Event event)
        && event.isPoisoned()) {
      return POISONED;
    }
    return fault == Fault.SOME_TOO_MANY && plan.below(3) == 0 ? TOO_MANY : "";
  }

  private static String answer(List<String> results) {
    boolean errors = results.stream().anyMatch(result -> result.contains("error"));
    return "{\"errors\":" + errors + ",\"took\":1,\"items\":[" + String.join(",", results) + "]}";
  }

  private static List<Item> items(String body) {
    var items = new ArrayList<Item>();
    List<String> lines = body.lines().toList();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      JsonNode action = JSON.readTree(lines.get(i));
      String id = action.at("/create/_id").asString();
      items.add(new Item(id, lines.get(i), lines.get(i + 1)));
    }
    return items;
  }
}
