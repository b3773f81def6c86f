package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until something happens in the watched directories, or the time is over. Only ever wakes
 * earlier: where the kernel tells nothing (NFS), or has no watches left, polling finds everything a
 * little later.
 *
 * <p>Owned by the catalog's thread, except for {@link #close}.
 */
final class DirectoryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

  /** More changed files than this at once are not told one by one. */
  private static final int MAX_CHANGED = 1_000;

  private final @Nullable WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final LocalFileSystems local = new LocalFileSystems();

  /** Of those that are watched, the ones of which the kernel may not know what is written. */
  private final Set<Path> remote = new HashSet<>();

  private final Thread owner;
  private volatile boolean closed;

  /** The kernel has no more watches to give, until one is given back. */
  private boolean full;

  private boolean saidFull;

  /**
   * What happened.
   *
   * @param files these were written to
   * @param others something else happened as well: a file came, went, or was renamed
   */
  record Changes(Set<Path> files, boolean others) {}

  DirectoryWatch(@Nullable WatchService service, Thread owner) {
    this.service = service;
    this.owner = owner;
  }

  /** A watch over the default file system; without any wake-up if the kernel has none to give. */
  static DirectoryWatch open(Thread owner) {
    try {
      return new DirectoryWatch(Path.of("/").getFileSystem().newWatchService(), owner);
    } catch (IOException e) {
      LOG.warn("inotify is not to be had, polling only: {}", e.getMessage());
      return new DirectoryWatch(null, owner);
    }
  }

  /**
   * Watches these directories and no others.
   *
   * @return whether there are new ones, in which something may have happened before
   */
  boolean watch(Set<Path> directories) {
    if (service == null) {
      return false;
    }
    boolean news = false;
    for (Path directory : directories) {
      if (!keys.containsKey(directory) && !full) {
        news |= register(service, directory);
      }
    }
    keys.entrySet()
        .removeIf(entry -> {
          boolean gone = !directories.contains(entry.getKey()) || !entry.getValue().isValid();
          if (gone) {
            entry.getValue().cancel();
            remote.remove(entry.getKey());
            full = false;
          }
          return gone;
        });
    return news;
  }

  /** Whether whatever is written in these directories, by their names, wakes whoever waits. */
  boolean covers(Set<Path> directories) {
    return keys.keySet().containsAll(directories) && Collections.disjoint(remote, directories);
  }

  private boolean register(WatchService service, Path directory) {
    try {
      keys.put(
          directory,
          directory.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY));
      if (!local.have(directory)) {
        remote.add(directory);
      }
      return true;
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      LOG.debug("not to be watched now: {}", e.toString());
    } catch (IOException e) {
      full = true;
      if (!saidFull) {
        saidFull = true;
        LOG.warn("no inotify watch for {}, polling it: {}", directory, e.getMessage());
      }
    } catch (ClosedWatchServiceException e) {
      closed = true;
    }
    return false;
  }

  /** Waits for something to happen, at most so long; says nothing happened once it is closed. */
  Changes await(long nanos) {
    Changes changes = new Changes(new HashSet<>(), false);
    if (service == null) {
      if (!closed) {
        LockSupport.parkNanos(nanos);
      }
      return changes;
    }
    try {
      WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
      while (key != null) {
        changes = collect(key, changes);
        key = service.poll();
      }
    } catch (ClosedWatchServiceException e) {
      closed = true;
    } catch (InterruptedException e) {
      // Nobody interrupts this thread: an interrupt would close the files it reads.
      throw new IllegalStateException("the catalog's thread was interrupted", e);
    }
    return changes;
  }

  private static Changes collect(WatchKey key, Changes changes) {
    boolean others = changes.others();
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY)
          && event.context() instanceof Path name
          && changes.files().size() < MAX_CHANGED) {
        changes.files().add(((Path) key.watchable()).resolve(name));
      } else {
        others = true;
      }
    }
    key.reset();
    return new Changes(changes.files(), others);
  }

  /** Ends a wait that is under way; from any thread. */
  @Override
  public void close() {
    closed = true;
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      LOG.debug("closing the watch: {}", e.toString());
    }
    LockSupport.unpark(owner);
  }
}
