package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens files and says which generation each is: one that an earlier run knew, or a new one. Owned
 * by the catalog's thread.
 */
final class GenerationOpener {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationOpener.class);

  private final List<String> outputs;
  private final InstantSource clock;
  private final VolumeAccess access;
  private final Notices notices = new Notices();

  GenerationOpener(List<String> outputs, InstantSource clock) {
    this(outputs, clock, new VolumeAccess());
  }

  GenerationOpener(List<String> outputs, InstantSource clock, VolumeAccess access) {
    this.outputs = outputs;
    this.clock = clock;
    this.access = access;
  }

  /** What is said of the generations that it made. */
  Notices notices() {
    return notices;
  }

  /** Opens a file for reading, if it is still the one that was found: see {@link VolumeAccess}. */
  Optional<FileChannel> open(FoundFile found) {
    return access.open(found);
  }

  /** Ends the opening thread. */
  void close() {
    access.close();
  }

  static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a file that was only read: {}", e.toString());
    }
  }

  /**
   * A generation that begins now.
   *
   * @param path what the file was called when it was written
   * @param atEnd whether only what comes from now on is to be read
   */
  Generation begin(Path path, FoundFile found, FileChannel channel, boolean atEnd)
      throws IOException {
    Fingerprint head = Fingerprint.ofHead(channel);
    Position[] positions = new Position[outputs.size()];
    Arrays.fill(positions, atEnd ? endOf(channel) : Position.START);
    Generation generation =
        new Generation(
            GenerationId.create(clock.instant()),
            found.input(),
            path,
            FileKey.of(found.key()),
            head,
            channel,
            Generation.OPEN,
            positions,
            Map.of(),
            notices);
    generation.grow(channel.size());
    return generation;
  }

  /** The end of what is there; the rest of a line that is being written is passed over too. */
  private static Position endOf(FileChannel channel) throws IOException {
    long size = channel.size();
    int length = (int) Math.min(size, Fingerprint.MAX_LENGTH);
    ByteBuffer last = ByteBuffer.allocate(length);
    while (last.hasRemaining() && channel.read(last, size - length + last.position()) >= 0) {
      // Regular files are read whole; a shorter one was truncated meanwhile, which is seen later.
    }
    boolean insideLine = length > 0 && last.get(length - 1) != '\n';
    return new Position(size, insideLine, Fingerprint.of(last.array(), 0, length));
  }

  /**
   * The generation an earlier run knew, if this file still is it: its head and the bytes before
   * each output's position are what they were.
   */
  Optional<Generation> resume(RememberedGeneration known, FoundFile found, FileChannel channel)
      throws IOException {
    Optional<Fingerprint> head = known.head().grown(channel);
    return head.isEmpty() ? Optional.empty() : resume(known, found, channel, head.get());
  }

  /**
   * The generation an earlier run knew, in what is held for it: a link to its file, or a copy that
   * may lack what every output had settled.
   */
  Optional<Generation> resumeHeld(RememberedGeneration known, FoundFile held, FileChannel channel)
      throws IOException {
    boolean link = known.key().inode() == FileKey.of(held.key()).inode();
    RememberedGeneration there = link ? known : known.inCopyOf(channel.size());
    return resume(there, held, channel, known.head());
  }

  /** Whether a file is the one an earlier run knew, or cannot be told to be another one. */
  boolean isStill(RememberedGeneration known, FoundFile found) {
    Optional<FileChannel> channel = open(found);
    if (channel.isEmpty()) {
      return true;
    }
    try (FileChannel file = channel.get()) {
      return known.head().isHeadOf(file) && isIntact(known, file);
    } catch (IOException e) {
      LOG.debug("{} could not be compared: {}", found.path(), e.toString());
      return true;
    }
  }

  /** Whether what every output has settled is there. */
  private static boolean isIntact(RememberedGeneration known, FileChannel file) throws IOException {
    long size = file.size();
    if (size < known.end()) {
      return false;
    }
    for (Position position : known.positions().values()) {
      boolean tooShort = position.end() > size && !known.isCopy();
      if (tooShort || !Generation.isIntact(position, known.end(), file)) {
        return false;
      }
    }
    return true;
  }

  private Optional<Generation> resume(
      RememberedGeneration known, FoundFile found, FileChannel channel, Fingerprint head)
      throws IOException {
    long size = channel.size();
    if (!isIntact(known, channel)) {
      return Optional.empty();
    }
    Generation generation =
        new Generation(
            known.id(),
            found.input(),
            known.path(),
            FileKey.of(found.key()),
            head,
            channel,
            known.end(),
            positions(known, found, channel),
            positionsOfOthers(known),
            notices);
    generation.grow(known.isCopy() ? known.end() : size);
    return Optional.of(generation);
  }

  /** Those of outputs that there are not now. */
  private Map<String, Position> positionsOfOthers(RememberedGeneration known) {
    Map<String, Position> others = new HashMap<>(known.positions());
    outputs.forEach(others::remove);
    return others;
  }

  /**
   * The same generation for a catalog that takes over from another one in the same process: with
   * its descriptor, and a position for each output that there is now.
   *
   * @param known what it was remembered as
   * @param found its file, with the input that it belongs to now
   */
  Generation takeOver(Generation before, RememberedGeneration known, FoundFile found) {
    Generation generation =
        new Generation(
            known.id(),
            found.input(),
            known.path(),
            known.key(),
            known.head(),
            before.channel(),
            known.end(),
            positionsNow(known, found, before.channel()),
            positionsOfOthers(known),
            notices);
    generation.grow(before.size());
    generation.state(before.state());
    generation.keptAs(before);
    if (before.isRegistered()) {
      generation.register();
    }
    return generation;
  }

  private Position[] positionsNow(
      RememberedGeneration known, FoundFile found, @Nullable FileChannel open) {
    Position start = Position.START;
    if (found.input().startAtEnd() && !known.positions().keySet().containsAll(outputs)) {
      start = open == null ? endOf(found) : endOrStart(open, known.path());
    }
    Position[] positions = new Position[outputs.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = known.positions().getOrDefault(outputs.get(i), start);
    }
    return positions;
  }

  private Position endOf(FoundFile closed) {
    Optional<FileChannel> channel = access.open(closed);
    Position end = channel.map(file -> endOrStart(file, closed.path())).orElse(Position.START);
    channel.ifPresent(GenerationOpener::closeQuietly);
    return end;
  }

  private static Position endOrStart(FileChannel channel, Path path) {
    try {
      return endOf(channel);
    } catch (IOException e) {
      LOG.warn("{} could not be read, a new output has all of it: {}", path, e.toString());
      return Position.START;
    }
  }

  /** An output that is new begins where the input says a new agent begins. */
  private Position[] positions(RememberedGeneration known, FoundFile found, FileChannel channel)
      throws IOException {
    Position[] positions = new Position[outputs.size()];
    for (int i = 0; i < positions.length; i++) {
      Position remembered = known.positions().get(outputs.get(i));
      if (remembered != null) {
        positions[i] = remembered;
      } else {
        positions[i] = found.input().startAtEnd() ? endOf(channel) : Position.START;
      }
    }
    return positions;
  }
}
