package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of one file: from when it was first seen until it was truncated or replaced, or until it
 * was removed and everything in it is settled. It survives renames.
 *
 * <p>Shared between threads, each part written by one of them: size, descriptor, head and state by
 * the catalog's thread; each output's position by that output's pipeline. Readers of a position may
 * be behind, never ahead.
 */
public final class Generation {
  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

  /** Where a generation is in its life. */
  public enum State {
    /** A path of the inputs leads to it. */
    LIVE,
    /** Renamed out of sight or removed; read through its open descriptor. */
    DETACHED,
    /** Truncated or replaced: what was not read of it is gone. */
    ENDED
  }

  /** The end of a generation that may still grow. */
  static final long OPEN = -1;

  /** No look has found it twice with the size that it has now. */
  private static final long GROWING = Long.MIN_VALUE;

  private final String id;
  private final WatchedInput input;
  private final Path path;
  private final AtomicReferenceArray<Position> positions;

  /** Of outputs that are not in the settings now; they may be again. */
  private final Map<String, Position> positionsOfOthers;

  private final Notices notices;

  private volatile FileKey key;
  private volatile Fingerprint head;
  private volatile long size;

  /** When a look began before which it had this size already, or {@link #GROWING}. */
  private volatile long stillSinceNanos = GROWING;

  /** Where its content ends for good, if it lies in a copy; else {@link #OPEN}. */
  private volatile long end;

  /** Counts the files that held its content: what was said of an earlier one no longer holds. */
  private volatile int file;

  private volatile int suspectedFile = -1;
  private volatile long leastKept;
  private volatile State state = State.LIVE;
  private volatile boolean registered;
  private volatile boolean held;
  private volatile @Nullable FileChannel channel;

  /** What {@link #remember} said last: nearly always it is still true. */
  private volatile @Nullable RememberedGeneration lastRemembered;

  Generation(
      String id,
      WatchedInput input,
      Path path,
      FileKey key,
      Fingerprint head,
      @Nullable FileChannel channel,
      long end,
      Position[] positions,
      Map<String, Position> positionsOfOthers,
      Notices notices) {
    this.id = id;
    this.input = input;
    this.path = path;
    this.key = key;
    this.head = head;
    this.channel = channel;
    this.end = end;
    this.positions = new AtomicReferenceArray<>(positions);
    this.positionsOfOthers = Map.copyOf(positionsOfOthers);
    this.notices = notices;
    this.leastKept = leastSettled();
  }

  /** 16 characters, unique among all generations of all hosts. */
  public String id() {
    return id;
  }

  /** The input it belongs to. */
  public WatchedInput input() {
    return input;
  }

  /** The path under which it was first seen. */
  public Path path() {
    return path;
  }

  public FileKey key() {
    return key;
  }

  /** The fingerprint of its first bytes; it grows with the file. */
  public Fingerprint head() {
    return head;
  }

  /** Bytes it had when it was last looked at. */
  public long size() {
    return size;
  }

  public State state() {
    return state;
  }

  /**
   * Whether its id is in both copies of the checkpoint. Nothing of it is shipped before: after a
   * crash the same lines must get the same ids.
   */
  public boolean isRegistered() {
    return registered;
  }

  /**
   * Whether its id is to be remembered now. While it is empty there is nothing to know it by again,
   * and nothing to be shipped.
   */
  public boolean isUnregistered() {
    return !registered && head.length() > 0;
  }

  /** Called once its id is remembered, or cannot be and that was said. */
  public void register() {
    registered = true;
  }

  /** What the output with this index has settled. */
  public Position position(int output) {
    return positions.get(output);
  }

  /** Moves an output's position on; called by the output's pipeline only. */
  public void settle(int output, Position position) {
    positions.set(output, position.withCutsOf(positions.get(output)));
    notices.moved();
  }

  /**
   * Notes that an event ends at this offset because nothing followed it in time, before it is
   * shipped; called by the output's pipeline only.
   */
  public void cut(int output, long offset) {
    positions.set(output, positions.get(output).cutAt(offset));
    notices.moved();
  }

  /** The smallest offset that any output has settled. */
  long leastSettled() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < positions.length(); i++) {
      least = Math.min(least, positions.get(i).offset());
    }
    return least;
  }

  /** The smallest offset that any output has settled according to the checkpoint on disk. */
  long leastKept() {
    return leastKept;
  }

  /** Called when this is in the checkpoint on disk. */
  public void kept(RememberedGeneration remembered) {
    leastKept = remembered.leastSettled();
  }

  /** Takes over what the checkpoint on disk knows of the same generation. */
  void keptAs(Generation before) {
    leastKept = Math.min(leastKept, before.leastKept);
  }

  /** Whether one output has settled all of it that there is. */
  boolean isSettled(int output) {
    return positions.get(output).offset() >= size;
  }

  int outputs() {
    return positions.length();
  }

  /** Whether every output has settled all of it that there is. */
  public boolean isSettled() {
    for (int i = 0; i < positions.length(); i++) {
      if (positions.get(i).offset() < size) {
        return false;
      }
    }
    return true;
  }

  /** A file that is shorter than this has been truncated. */
  long knownSize() {
    long known = size;
    if (end != OPEN) {
      // What was read before the copy took over may reach further than the copy does.
      return known;
    }
    for (int i = 0; i < positions.length(); i++) {
      // A pipeline may have read further than the last look saw.
      known = Math.max(known, positions.get(i).end());
    }
    return known;
  }

  /** Whether the bytes before every output's position are what they were. */
  boolean isIntact(FileChannel file) throws IOException {
    return isIntact(file, end);
  }

  /**
   * Whether they are in this file, too.
   *
   * @param end where its content ends, if it is a copy
   */
  boolean isIntact(FileChannel file, long end) throws IOException {
    for (int i = 0; i < positions.length(); i++) {
      if (!isIntact(positions.get(i), end, file)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the bytes before a position are what they were.
   *
   * @param end where the content ends, if it lies in a copy: what was settled beyond was written
   *     between the copying and the truncation
   */
  static boolean isIntact(Position position, long end, FileChannel file) throws IOException {
    return (end != OPEN && position.offset() > end)
        || position.marker().isBefore(file, position.offset());
  }

  /**
   * What a later run must know of it; from any thread. As long as nothing has changed it is the
   * same object: thousands of files that nobody writes to are asked once a second.
   *
   * @param outputs the outputs' names, by their indexes
   */
  public RememberedGeneration remember(List<String> outputs) {
    RememberedGeneration last = lastRemembered;
    if (last != null && isStillTrue(last, outputs)) {
      return last;
    }
    Map<String, Position> all = new LinkedHashMap<>(positionsOfOthers);
    for (int i = 0; i < outputs.size(); i++) {
      all.put(outputs.get(i), positions.get(i));
    }
    RememberedGeneration now = new RememberedGeneration(id, path, key, head, end, all);
    lastRemembered = now;
    return now;
  }

  private boolean isStillTrue(RememberedGeneration last, List<String> outputs) {
    if (!last.key().equals(key) || !last.head().equals(head) || last.end() != end) {
      return false;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (!positions.get(i).equals(last.positions().get(outputs.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads bytes at a position, as {@link FileChannel#read(ByteBuffer, long)} does.
   *
   * @return the number of bytes read; 0 when its descriptor was given back meanwhile, -1 at its end
   */
  public int read(ByteBuffer target, long position) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      return 0;
    }
    try {
      return open.read(target, position);
    } catch (ClosedChannelException e) {
      return 0;
    }
  }

  /** Whether the next start can read it, though no path of the inputs leads to it any more. */
  public boolean isHeld() {
    return held;
  }

  void held(boolean held) {
    this.held = held;
  }

  /** Which of the files that held its content holds it now; it tells them apart, no more. */
  public int file() {
    return file;
  }

  /**
   * Whether the file still begins as this generation does, as far as can be read just now: asked by
   * a pipeline that reads from the start and has nothing of its own to compare.
   */
  public boolean hasItsHead() throws IOException {
    Fingerprint known = head;
    ByteBuffer bytes = ByteBuffer.allocate(known.length());
    while (bytes.hasRemaining()) {
      int read = read(bytes, bytes.position());
      if (read <= 0) {
        // Given back meanwhile: then it was there until then.
        return read == 0;
      }
    }
    return known.equals(Fingerprint.of(bytes.array(), 0, known.length()));
  }

  /**
   * Said by a pipeline that found other bytes before its cursor than it had read there.
   *
   * @param file what {@link #file} was before it read
   */
  public void suspect(int file) {
    suspectedFile = file;
    notices.suspect();
  }

  boolean isSuspect() {
    return suspectedFile == file;
  }

  /** Where its content ends for good, or {@link #OPEN}. */
  long end() {
    return end;
  }

  /**
   * Goes on in another file that has the same content: the copy that was made before a truncation.
   *
   * @param end where the copy ends
   */
  void moveTo(FileChannel copy, FileKey key, long end) {
    close();
    this.key = key;
    this.end = end;
    this.size = end;
    notices.moved();
    fileChanged();
    this.channel = copy;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by the catalog's thread alone.
  private void fileChanged() {
    file++;
  }

  @Nullable FileChannel channel() {
    return channel;
  }

  void grow(long size) {
    // In this order: whoever sees the new size does not take it for one that was there long ago.
    stillSinceNanos = GROWING;
    this.size = size;
  }

  /** A look that began then has found it with the size that was known before. */
  void still(long lookNanos) {
    if (stillSinceNanos == GROWING) {
      stillSinceNanos = lookNanos;
    }
  }

  /**
   * Since when at least it has not grown, on {@link System#nanoTime}'s scale.
   *
   * @param nowNanos the answer if that is not known: nobody has looked again since it grew
   */
  public long stillSinceNanos(long nowNanos) {
    long since = stillSinceNanos;
    return since == GROWING ? nowNanos : since;
  }

  /** Whether it can be read just now; else it waits for its turn to be opened. */
  public boolean isOpen() {
    return channel != null;
  }

  void head(Fingerprint head) {
    this.head = head;
    notices.moved();
  }

  void state(State state) {
    this.state = state;
  }

  void open(FileChannel channel) {
    this.channel = channel;
  }

  void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was only read: nothing can be lost by it.
        LOG.debug("closing {}: {}", path, e.toString());
      }
    }
  }

  @Override
  public String toString() {
    return path + " (" + id + ")";
  }
}
