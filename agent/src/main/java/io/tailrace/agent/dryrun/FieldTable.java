package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of documents, by their paths with dots. Bounded, whatever the documents are: {@link
 * #MOST} fields of paths up to {@link #LONGEST}, about 2 MB, and {@link #VALUES} values of all of
 * them, 4 MB. Used by one thread.
 */
public final class FieldTable {
  /** Twice as many as Elasticsearch takes in an index. */
  static final int MOST = 2_000;

  /** In bytes. */
  static final int LONGEST = 512;

  static final int VALUES = 200_000;

  /** Of a document with more values than this the others are looked up. */
  private static final int MOST_KNOWN = 256;

  @SuppressWarnings("ArrayRecordComponent") // Only compared with.
  private record Known(byte[] path, FieldFigures figures) {
    boolean is(byte[] other, int length) {
      return Arrays.equals(path, 0, path.length, other, 0, length);
    }
  }

  private final DistinctValues.Room room = new DistinctValues.Room(VALUES);
  private final NavigableMap<String, FieldFigures> fields = new TreeMap<>();
  private final DocumentFields walk = new DocumentFields(this::value);

  /** The last document's fields: most documents have the same ones in the same order. */
  private final List<Known> last = new ArrayList<>();

  /** How many values there were in this document. */
  private int at;

  private Spot spot = new Spot("", 0);
  private long documents;
  private long others;

  /**
   * Adds a document.
   *
   * @param json a valid JSON object, from index {@code from} on
   * @param spot where it came from
   */
  void add(byte[] json, int from, Spot spot) {
    this.spot = spot;
    documents++;
    at = 0;
    walk.walk(json, from);
  }

  private void value(byte[] path, int length, JsonType type, byte[] value, int from, int to) {
    FieldFigures figures = length > LONGEST ? null : figures(path, length);
    if (figures == null) {
      others++;
    } else {
      figures.add(type, value, from, to, documents, spot);
    }
  }

  private @Nullable FieldFigures figures(byte[] path, int length) {
    int place = at++;
    if (place < last.size() && last.get(place).is(path, length)) {
      return last.get(place).figures();
    }
    FieldFigures figures = figures(new String(path, 0, length, UTF_8));
    if (figures != null && place <= last.size() && place < MOST_KNOWN) {
      Known known = new Known(Arrays.copyOf(path, length), figures);
      if (place == last.size()) {
        last.add(known);
      } else {
        last.set(place, known);
      }
    }
    return figures;
  }

  private @Nullable FieldFigures figures(String path) {
    FieldFigures known = fields.get(path);
    if (known != null || fields.size() == MOST) {
      return known;
    }
    FieldFigures figures = new FieldFigures(room);
    fields.put(path, figures);
    return figures;
  }

  /** How many documents there were. */
  public long documents() {
    return documents;
  }

  /** By the fields' paths. */
  public NavigableMap<String, FieldFigures> fields() {
    return Collections.unmodifiableNavigableMap(fields);
  }

  /** How many values were of fields that there was no room for. */
  public long others() {
    return others;
  }
}
