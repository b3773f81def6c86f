package io.tailrace.agent.files;

import io.tailrace.agent.files.HangingCalls.HangingException;
import io.tailrace.agent.files.HangingCalls.Target;
import io.tailrace.agent.files.HeldDirectory.Names;
import io.tailrace.agent.files.HeldDirectory.ReplacedException;
import io.tailrace.agent.files.Unread.Reason;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens files and lists directories that a look saw, if they still are what it saw: see {@link
 * HeldDirectory}. Owned by the catalog's thread; the opening itself is done by that of {@link
 * HangingCalls}.
 */
final class VolumeAccess {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeAccess.class);

  private final HangingCalls calls;
  private final UnreadFiles unread = new UnreadFiles();
  private LastDirectory last = new LastDirectory();

  VolumeAccess() {
    this(new HangingCalls(HangingCalls.PATIENCE));
  }

  VolumeAccess(HangingCalls calls) {
    this.calls = calls;
  }

  /** What is not read, and why. */
  UnreadFiles unread() {
    return unread;
  }

  /** A look at everything begins: what was kept for the last one is given back. */
  void beginLook() {
    last.close();
    calls.sweep();
    unread.beginLook();
  }

  /**
   * Lists a directory.
   *
   * @throws ReplacedException when it is not, or no longer, the directory with this key
   */
  Names list(Place directory, Object key) throws IOException {
    return calls.call(
        Names.class,
        new Target(directory, key),
        progress -> {
          try (HeldDirectory held = HeldDirectory.open(directory)) {
            if (!held.hasKey(key)) {
              throw new ReplacedException(directory.path());
            }
            return held.list(progress);
          }
        });
  }

  /**
   * The directory of the file that was opened last: at the start thousands of files of one
   * directory are opened in a row. Whoever takes it out owns it, so that a call that hangs takes it
   * along.
   */
  private static final class LastDirectory {
    private final AtomicReference<@Nullable HeldDirectory> free = new AtomicReference<>();
    private volatile boolean abandoned;

    FileChannel open(Place file, Object key) throws IOException {
      HeldDirectory directory = directory(file.parent());
      FileChannel channel;
      try {
        channel = directory.open(file.name(), key);
      } catch (IOException e) {
        directory.close();
        throw e;
      }
      free.set(directory);
      if (abandoned) {
        close();
      }
      return channel;
    }

    private HeldDirectory directory(Place place) throws IOException {
      HeldDirectory held = free.getAndSet(null);
      if (held != null && held.place().equals(place)) {
        return held;
      }
      if (held != null) {
        held.close();
      }
      return HeldDirectory.open(place);
    }

    void abandon() {
      abandoned = true;
      close();
    }

    void close() {
      HeldDirectory held = free.getAndSet(null);
      if (held == null) {
        return;
      }
      try {
        held.close();
      } catch (IOException e) {
        LOG.debug("closing a directory that was only read: {}", e.toString());
      }
    }
  }

  /** Opens a file for reading; nothing if it is gone, is another one now, or cannot be opened. */
  Optional<FileChannel> open(FoundFile found) {
    Path path = found.path();
    try {
      LastDirectory directory = last;
      FileChannel channel =
          calls.call(
              FileChannel.class,
              new Target(found.place(), found.key()),
              progress -> directory.open(found.place(), found.key()));
      unread.readable(path);
      return Optional.of(channel);
    } catch (NoSuchFileException | ReplacedException e) {
      LOG.debug("not opened, the next look sees what it is now: {}", e.toString());
    } catch (HangingException e) {
      last.abandon();
      last = new LastDirectory();
      unread.add(path, Reason.HANGING);
    } catch (AccessDeniedException e) {
      if (unread.add(path, Reason.DENIED)) {
        LOG.error(
            "{} cannot be read: permission denied. Give the agent's user read access, or set"
                + " runAsUser/fsGroup; it is tried again all the time",
            path);
      }
    } catch (IOException e) {
      if (unread.add(path, Reason.TROUBLE)) {
        LOG.error("{} cannot be opened, trying again: {}", path, e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Ends the thread. */
  void close() {
    last.close();
    calls.close();
  }
}
