package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  GenerationOpener(List<String> outputs, InstantSource clock) {
    this(outputs, clock, new VolumeAccess());
  }

  GenerationOpener(List<String> outputs, InstantSource clock, VolumeAccess access) {
    this.outputs = outputs;
    this.clock = clock;
    this.access = access;
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

  /** A generation that begins now. */
  Generation begin(FoundFile found, FileChannel channel, boolean atEnd) throws IOException {
    Fingerprint head = Fingerprint.ofHead(channel);
    Position[] positions = new Position[outputs.size()];
    Arrays.fill(positions, atEnd ? endOf(channel) : Position.START);
    Generation generation =
        new Generation(
            GenerationId.create(clock.instant()),
            found.input(),
            found.path(),
            FileKey.of(found.key()),
            head,
            channel,
            positions,
            Map.of());
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
    long size = channel.size();
    Optional<Fingerprint> head = known.head().grown(channel);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    for (Position position : known.positions().values()) {
      if (position.end() > size || !position.marker().isBefore(channel, position.offset())) {
        return Optional.empty();
      }
    }
    Map<String, Position> positionsOfOthers = new HashMap<>(known.positions());
    outputs.forEach(positionsOfOthers::remove);
    Generation generation =
        new Generation(
            known.id(),
            found.input(),
            known.path(),
            FileKey.of(found.key()),
            head.get(),
            channel,
            positions(known, found, channel),
            positionsOfOthers);
    generation.grow(size);
    return Optional.of(generation);
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
