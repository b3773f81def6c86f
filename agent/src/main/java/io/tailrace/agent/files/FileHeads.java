package io.tailrace.agent.files;

import io.tailrace.agent.files.HangingCalls.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads how files begin, as the agent opens them: nothing but regular files, no links, and what
 * hangs is given up after {@link HangingCalls#PATIENCE} without progress. Used by one thread.
 */
public final class FileHeads implements AutoCloseable {
  private static final int STEP_BYTES = 64 * 1024;

  private final HangingCalls calls = new HangingCalls(HangingCalls.PATIENCE);

  /**
   * The first bytes of a file, or all of it if it is shorter; nothing if it is gone, hangs or
   * cannot be read.
   *
   * @param root the watched directory that it is below
   */
  public Optional<byte[]> head(Path root, Path file, int maxBytes) {
    Place place = Place.of(root, file);
    try {
      Object key = new Object();
      return Optional.of(
          calls.call(
              byte[].class, new Target(place, key), progress -> read(place, maxBytes, progress)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(Place place, int maxBytes, Runnable progress) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(place.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    try (HeldDirectory directory = HeldDirectory.open(place.parent());
        FileChannel channel =
            directory.open(place.name(), Objects.requireNonNull(found.fileKey()))) {
      ByteBuffer head = ByteBuffer.allocate((int) Math.min(maxBytes, channel.size()));
      int read = 0;
      while (head.hasRemaining() && read >= 0) {
        head.limit(Math.min(head.capacity(), head.position() + STEP_BYTES));
        read = channel.read(head);
        head.limit(head.capacity());
        progress.run();
      }
      return Arrays.copyOf(head.array(), head.position());
    }
  }

  /** Ends the reading thread, unless it hangs. */
  @Override
  public void close() {
    calls.close();
  }
}
