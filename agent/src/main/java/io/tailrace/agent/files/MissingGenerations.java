package io.tailrace.agent.files;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Generations of an earlier run of which no look has found anything so far. A file that is renamed
 * while its directory is listed may be under none of the listing's names, so one look is not enough
 * to give a generation up. Owned by the catalog's thread; bounded by what the earlier run knew.
 */
final class MissingGenerations {
  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MIN_SEARCHES = 3;

  /** By their ids. */
  private final Map<String, Search> searches = new HashMap<>();

  private static final class Search {
    final long sinceNanos;
    int looks;

    Search(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }

  boolean isEmpty() {
    return searches.isEmpty();
  }

  /** Counts a look that has found nothing; whether there were enough of them. */
  boolean isSearchOver(RememberedGeneration known, long nowNanos) {
    Search search = searches.computeIfAbsent(known.id(), _ -> new Search(nowNanos));
    search.looks++;
    return search.looks >= MIN_SEARCHES && nowNanos - search.sinceNanos >= SEARCH_NANOS;
  }

  /** Forgets all but these. */
  void retain(Collection<RememberedGeneration> unresolved) {
    if (!searches.isEmpty()) {
      searches
          .keySet()
          .retainAll(unresolved.stream().map(RememberedGeneration::id).collect(Collectors.toSet()));
    }
  }
}
