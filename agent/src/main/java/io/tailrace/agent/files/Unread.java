package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What belongs to an input by its path and is not read, as the last whole look saw it.
 *
 * @param counts how many for each reason; reasons of which there are none are missing
 * @param first some of them
 */
public record Unread(Map<Reason, Integer> counts, List<Entry> first) {
  /** Everything is read. */
  public static final Unread NONE = new Unread(Map.of(), List.of());

  /** Why it is not read. */
  public enum Reason {
    LINK("symbolic link"),
    OUTSIDE("symbolic link to what is not watched"),
    NOT_A_FILE("FIFO, socket or device"),
    COMPRESSED("compressed"),
    MISSING("does not exist yet"),
    DENIED("permission denied"),
    HANGING("does not answer"),
    TOO_MANY("too many files"),
    TROUBLE("error");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** In a few words. */
    public String words() {
      return words;
    }
  }

  /** One directory or file. */
  public record Entry(Path path, Reason reason) {}

  public Unread {
    EnumMap<Reason, Integer> ordered = new EnumMap<>(Reason.class);
    ordered.putAll(counts);
    counts = Collections.unmodifiableMap(ordered);
    first = List.copyOf(first);
  }

  /** How many there are. */
  public int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
