package io.tailrace.agent.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.io.FileUtils;

/**
 * Everything a demo or a torture has to tidy up: its folder, the processes it started, the newest
 * first, and what it put on a server of the user's. Tidied when it is closed, or by the JVM's
 * shutdown when that comes first (Ctrl-C).
 *
 * <p>May be used by several threads: the show's own, the one that starts the server again, and the
 * shutdown's. The lock is held for no longer than it takes to change the list.
 */
public final class Stage implements AutoCloseable {
  private final Path folder;
  private final Thread onShutdown = new Thread(this::tidy, "stage-shutdown");
  private final ReentrantLock lock = new ReentrantLock();
  private final List<AutoCloseable> processes = new ArrayList<>();
  private boolean tidied;
  private volatile boolean kept;

  private Stage(Path folder) {
    this.folder = folder;
  }

  /** Sets one up in the temporary folder. */
  public static Stage set() throws IOException {
    return in(Files.createTempDirectory("tailrace-demo-"));
  }

  /** Sets one up in a folder, which is removed with all that is in it unless it is kept. */
  public static Stage in(Path folder) {
    var stage = new Stage(folder);
    Runtime.getRuntime().addShutdownHook(stage.onShutdown);
    return stage;
  }

  /** Leaves the folder where it is when all else is tidied. */
  public void keepFolder() {
    kept = true;
  }

  /** All files of the show are in it. */
  public Path folder() {
    return folder;
  }

  /** Has a process, or what else must end, ended with the rest; at once if that has happened. */
  public <T extends AutoCloseable> T endsWithIt(T process) throws IOException {
    lock.lock();
    try {
      if (!tidied) {
        processes.add(process);
        return process;
      }
    } finally {
      lock.unlock();
    }
    end(process);
    throw new IOException("it was stopped");
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onShutdown);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is at it.
      return;
    }
    tidy();
  }

  private void tidy() {
    for (AutoCloseable process : takeAll().reversed()) {
      end(process);
    }
    if (!kept) {
      FileUtils.deleteQuietly(folder.toFile());
    }
  }

  /** Whether everything is ended, or being ended. */
  public boolean isTidied() {
    lock.lock();
    try {
      return tidied;
    } finally {
      lock.unlock();
    }
  }

  private List<AutoCloseable> takeAll() {
    lock.lock();
    try {
      tidied = true;
      var all = List.copyOf(processes);
      processes.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private static void end(AutoCloseable process) {
    try {
      process.close();
    } catch (Exception e) {
      throw new IllegalStateException("ending a process cannot fail", e);
    }
  }
}
