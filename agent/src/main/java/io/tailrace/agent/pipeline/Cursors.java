package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.Generation;
import io.tailrace.agent.pipeline.Pipeline.FinishedFiles;
import io.tailrace.outputs.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cursor for each generation that the catalog knows, oldest first. Owned by the pipeline's
 * thread; {@link #all} and {@link #finished} may be read by any, and {@link #grown} told by the
 * catalog's.
 */
final class Cursors {
  private static final Logger LOG = LoggerFactory.getLogger(Cursors.class);

  /** When more than these have grown at once, which they are is not remembered. */
  private static final int MAX_GROWN = 1_000;

  private final String outputName;
  private final int output;
  private final Function<Generation, Map<String, String>> fields;

  private final byte[] again = new byte[Cursor.TAIL_BYTES];

  private List<Generation> generations = List.of();
  private Map<Generation, Cursor> cursorOf = new HashMap<>();
  private volatile List<Cursor> cursors = List.of();

  /** Those that are not {@linkplain Cursor#isAtRest at rest}: of thousands of files, the few. */
  private final Set<Cursor> awake = new LinkedHashSet<>();

  /** What the catalog saw grow since {@link #adopt}; at most every generation there is. */
  private final Set<Generation> grown = ConcurrentHashMap.newKeySet();

  private volatile boolean manyHaveGrown;

  /** Of generations that are gone, those of which something that was read is not settled yet. */
  private volatile List<Cursor> finishing = List.of();

  private volatile FinishedFiles finished = FinishedFiles.NONE;

  /**
   * @param output the output's index among all outputs
   * @param fields what every record of a generation carries
   */
  Cursors(String outputName, int output, Function<Generation, Map<String, String>> fields) {
    this.outputName = outputName;
    this.output = output;
    this.fields = fields;
  }

  List<Cursor> all() {
    return cursors;
  }

  /** Those that may have something to do, in no order that matters. */
  List<Cursor> awake() {
    return List.copyOf(awake);
  }

  /** Leaves those alone that have nothing to do until they grow. */
  void rest() {
    awake.removeIf(Cursor::isAtRest);
  }

  /** Has generations looked at that have grown, if they have been adopted; from any thread. */
  void grown(List<Generation> these) {
    if (these.size() > MAX_GROWN) {
      manyHaveGrown = true;
    } else {
      grown.addAll(these);
    }
  }

  /** Those that read, and those that only wait for what they have read to be settled. */
  List<Cursor> allUnsettled() {
    List<Cursor> waiting = finishing;
    return waiting.isEmpty() ? cursors : Stream.concat(waiting.stream(), cursors.stream()).toList();
  }

  /** The sum over the files that are no longer among {@link #allUnsettled}. */
  FinishedFiles finished() {
    return finished;
  }

  /**
   * Begins cursors for generations that are new and ends those of others; whether any is new. Wakes
   * those that have something to do: all of them if the catalog has made a new list, else of those
   * that it said have grown.
   */
  @SuppressWarnings("ReferenceEquality") // The catalog hands out another list when it has changed.
  boolean adopt(List<Generation> now) {
    if (now == generations && !manyHaveGrown) {
      wakeGrown();
      return false;
    }
    // Before the sizes are looked at: what grows later is told again.
    manyHaveGrown = false;
    grown.clear();
    boolean news = !now.equals(generations) && adoptAll(now);
    generations = now;
    wakeAll();
    return news;
  }

  private void wakeAll() {
    awake.clear();
    for (Cursor cursor : cursors) {
      if (!cursor.isAtRest()) {
        awake.add(cursor);
      }
    }
  }

  private void wakeGrown() {
    for (Iterator<Generation> it = grown.iterator(); it.hasNext(); ) {
      Cursor cursor = cursorOf.get(it.next());
      it.remove();
      if (cursor != null) {
        awake.add(cursor);
      }
    }
  }

  private boolean adoptAll(List<Generation> now) {
    boolean news = false;
    Map<Generation, Cursor> next = new HashMap<>(now.size() * 2);
    Map<Path, Cursor> latest = new HashMap<>();
    List<Cursor> inOrder = new ArrayList<>(now.size());
    for (Generation generation : now) {
      Cursor cursor = cursorOf.get(generation);
      if (cursor == null) {
        cursor = begin(generation, latest.get(generation.path()));
        news = true;
      }
      latest.put(generation.path(), cursor);
      next.put(generation, cursor);
      inOrder.add(cursor);
    }
    for (Cursor cursor : cursors) {
      if (!next.containsKey(cursor.generation())) {
        finish(cursor);
      }
    }
    cursorOf = next;
    cursors = List.copyOf(inOrder);
    return news;
  }

  private Cursor begin(Generation generation, @Nullable Cursor predecessor) {
    Source source =
        new Source(generation.id(), generation.path().toString(), fields.apply(generation));
    return new Cursor(generation, output, source, again, predecessor);
  }

  /** It reads no more; what it has read is still to be settled. */
  private void finish(Cursor cursor) {
    cursor.finish();
    List<Cursor> waiting = new ArrayList<>(finishing);
    waiting.add(cursor);
    finishing = List.copyOf(waiting);
    if (cursor.lostBytes() > 0) {
      LOG.error(
          "{}: {} bytes of {} were truncated or removed before they could be read; they are lost",
          outputName,
          cursor.lostBytes(),
          cursor.generation().path());
    }
  }

  /** Adds up those that are wholly settled now. */
  void closeSettled() {
    if (finishing.isEmpty()) {
      return;
    }
    List<Cursor> waiting = new ArrayList<>(finishing);
    for (Cursor cursor : finishing) {
      Cursor.Settled settled = cursor.settled();
      if (settled.upTo() >= cursor.offset()) {
        finished =
            finished.plus(
                new FinishedFiles(
                    // A copy may lack what was read just before the truncation.
                    Math.max(cursor.generation().size(), settled.upTo()),
                    settled.deadLettered(),
                    settled.filtered(),
                    cursor.lostBytes()));
        waiting.remove(cursor);
      }
    }
    finishing = List.copyOf(waiting);
  }
}
