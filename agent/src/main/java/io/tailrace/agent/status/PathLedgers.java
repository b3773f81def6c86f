package io.tailrace.agent.status;

import io.tailrace.agent.logging.PrintableText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledgers of files for a store that keeps a series for each path for ever: generations of one
 * path are added up, and so are the paths beyond a bound, for an app can make a million of them.
 */
final class PathLedgers {
  /**
   * Each path makes three series for each output; a store can bear some hundreds from a sidecar.
   */
  static final int MAX_PATHS = 200;

  /** No path: those are absolute. */
  static final String OTHER = "other";

  private PathLedgers() {}

  /**
   * By path and then by output. The first paths of the alphabet are kept apart, so that the series
   * of a scrape are those of the one before.
   */
  static Map<String, Map<String, Ledger>> of(List<FileStatus> files) {
    var byPath = new TreeMap<String, Map<String, Ledger>>();
    for (FileStatus file : files) {
      // Two names that print alike would be two equal series, which Prometheus refuses.
      String path = PrintableText.of(file.path());
      merge(file.ledgers(), byPath.computeIfAbsent(path, p -> new LinkedHashMap<>()));
    }
    var bounded = new LinkedHashMap<String, Map<String, Ledger>>();
    byPath.forEach((path, ledgers) -> {
      String key = bounded.size() < MAX_PATHS ? path : OTHER;
      merge(ledgers, bounded.computeIfAbsent(key, k -> new LinkedHashMap<>()));
    });
    return bounded;
  }

  private static void merge(Map<String, Ledger> from, Map<String, Ledger> into) {
    from.forEach((output, ledger) -> into.merge(output, ledger, Ledger::plus));
  }
}
