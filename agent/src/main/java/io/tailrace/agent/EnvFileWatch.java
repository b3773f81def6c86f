package io.tailrace.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a file has other content than before, however it got there: written in place,
 * renamed into its place, or through a link that leads elsewhere now, as Kubernetes does with a
 * ConfigMap. Content counts once two looks in a row have found the same, for a file that is written
 * in place is half of what is meant for a moment. Used by one thread.
 */
final class EnvFileWatch {
  /** A file may be written again within the same tick of the clock that its time is taken from. */
  private static final Duration TICK = Duration.ofSeconds(2);

  /** One byte more than is ever taken for settings. */
  private static final int MAX_BYTES = (1 << 20) + 1;

  private static final String NOTHING = "";

  /** What tells a file from another one without reading it. */
  private record Identity(@Nullable Object key, long size, FileTime modified) {}

  private final Path file;

  private @Nullable Identity identity;

  /** Whether the same identity means the same content. */
  private boolean sure;

  /** A hash of the content that the last look found; null before the first. */
  private @Nullable String found;

  /** Of that which was last said to be new. */
  private @Nullable String known;

  /** The first content that is found is new: nobody knows what was read before. */
  EnvFileWatch(Path file) {
    this.file = file;
  }

  /** Whether there is other content, or none any more, than when this last said so. */
  boolean hasChanged(Instant now) {
    Identity seen = look();
    String content = found != null && sure && seen.equals(identity) ? found : read(seen);
    identity = seen;
    sure = seen.modified().toInstant().plus(TICK).isBefore(now);
    boolean twice = content.equals(found);
    found = content;
    if (!twice || content.equals(known)) {
      return false;
    }
    known = content;
    return true;
  }

  private Identity look() {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      // What is read of anything but a file might never come.
      return seen.isRegularFile()
          ? new Identity(seen.fileKey(), seen.size(), seen.lastModifiedTime())
          : new Identity(null, 0, FileTime.fromMillis(0));
    } catch (IOException e) {
      return new Identity(null, 0, FileTime.fromMillis(0));
    }
  }

  private String read(Identity seen) {
    if (seen.key() == null) {
      return NOTHING;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readNBytes(MAX_BYTES));
      return HexFormat.of().formatHex(hash);
    } catch (IOException e) {
      return NOTHING;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
