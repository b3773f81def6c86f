package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent itself writes and so must never read: each line it read would make it write
 * another one. Owned by the catalog's thread.
 */
final class OwnFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OwnFiles.class);

  /** Any agent's state directory, unless a setting has it elsewhere. */
  private static final Path STATE_NAME = Path.of(".tailrace");

  private final Path stateDirectory;

  /** The state directory is known by any other path to it, too. */
  private final @Nullable Object stateKey;

  private final Set<Object> outputs = new HashSet<>();
  private final Set<Object> said = new HashSet<>();

  /**
   * @param stateDirectory need not exist
   * @param outputs what is written to for as long as the agent runs, such as its standard output
   */
  OwnFiles(Path stateDirectory, List<Path> outputs) {
    this.stateDirectory = stateDirectory;
    this.stateKey = keyOf(stateDirectory);
    for (Path output : outputs) {
      Object key = keyOf(output);
      if (key != null) {
        this.outputs.add(key);
      }
    }
  }

  /** Those of the process: standard output and standard error, where they are files. */
  static List<Path> ofThisProcess() {
    return List.of(Path.of("/proc/self/fd/1"), Path.of("/proc/self/fd/2"));
  }

  private static @Nullable Object keyOf(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  boolean isStateDirectory(Path directory) {
    return directory.equals(stateDirectory) || directory.endsWith(STATE_NAME);
  }

  /** Whether this is one, or below one. */
  boolean isInStateDirectory(Path path) {
    for (Path above = path; above != null; above = above.getParent()) {
      if (isStateDirectory(above) || (stateKey != null && stateKey.equals(keyOf(above)))) {
        return true;
      }
    }
    return false;
  }

  boolean isStateDirectory(BasicFileAttributes directory) {
    return stateKey != null && stateKey.equals(directory.fileKey());
  }

  /** Whether it is something the agent writes to, which is said once. */
  boolean isOutput(FoundFile file) {
    boolean own = outputs.contains(file.key());
    if (own && said.add(file.key())) {
      LOG.warn("{} is what the agent itself writes to, so it is not read", file.path());
    }
    return own;
  }
}
