package io.tailrace.agent.files;

import io.tailrace.agent.files.TrackedFile.HeldBy;
import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory {@code held} of the state directory: files that an output still needs and a rotator
 * may remove, each under the id of its generation. Either a further hard link to the file, which
 * costs no byte, or a copy of what is left to be shipped, at the same offsets, with a hole before.
 *
 * <p>Used by the catalog's thread; {@link #create} by the holder's too. Nothing here follows a
 * link.
 */
final class HeldFiles {
  private static final Logger LOG = LoggerFactory.getLogger(HeldFiles.class);

  private static final Set<PosixFilePermission> PRIVATE_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path state;
  private final Path directory;

  /**
   * @param state the state directory; the directory in it is made when it is first needed
   */
  HeldFiles(Path state) {
    this.state = state;
    this.directory = state.resolve("held");
  }

  Path path(String generation) {
    return directory.resolve(generation);
  }

  /** What is held for a generation, by this run or an earlier one. */
  Optional<FoundFile> find(String generation, WatchedInput input) {
    try {
      return FoundFile.at(Place.of(state, path(generation)), input);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** By what the file that was found for a generation is held, if it is. */
  HeldBy isHeld(Generation generation, FoundFile found) {
    if (!isDirectoryThere()) {
      return HeldBy.DESCRIPTOR;
    }
    Optional<FoundFile> there = find(generation.id(), found.input());
    if (there.isEmpty()) {
      return HeldBy.DESCRIPTOR;
    }
    if (!there.get().key().equals(found.key())) {
      // A copy, and what it is a copy of is there after all.
      release(generation.id());
      return HeldBy.DESCRIPTOR;
    }
    boolean copy =
        generation.end() != Generation.OPEN && found.path().equals(path(generation.id()));
    return copy ? HeldBy.COPY : HeldBy.LINK;
  }

  private boolean isDirectoryThere() {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Gives a file a further name.
   *
   * @return whether it still was what the name leads to; if not, the next look sees its new one
   * @throws IOException when the file system refuses it
   */
  boolean link(String generation, Path name, FileKey key) throws IOException {
    makeDirectory();
    Path held = path(generation);
    Files.deleteIfExists(held);
    try {
      Files.createLink(held, name);
    } catch (NoSuchFileException e) {
      if (!isDirectoryThere()) {
        throw e;
      }
      return false;
    }
    // It is the name that was linked, and anything may have been put there meanwhile.
    boolean itself = isFile(held, key);
    if (!itself) {
      Files.deleteIfExists(held);
    }
    return itself;
  }

  private static boolean isFile(Path path, FileKey key) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile() && key.isKeyOf(attributes.fileKey());
  }

  /** Begins a copy, readable by the agent's user alone; what an earlier one had is gone. */
  FileChannel create(String generation) throws IOException {
    makeDirectory();
    Files.deleteIfExists(path(generation));
    return FileChannel.open(
        path(generation),
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
  }

  /** Gives what is held another name. */
  void rename(String from, String to) throws IOException {
    Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
  }

  private void makeDirectory() throws IOException {
    if (!isDirectoryThere()) {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
    }
  }

  /** Whether the held name is the last one there is, so that it alone keeps the bytes. */
  boolean isLastName(String generation) {
    try {
      Object links = Files.getAttribute(path(generation), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
      return Integer.valueOf(1).equals(links);
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }

  /** Lets go of what is held for a generation. */
  void release(String generation) {
    try {
      Files.deleteIfExists(path(generation));
    } catch (IOException e) {
      LOG.warn("{} cannot be removed, it takes up space: {}", path(generation), e.toString());
    }
  }

  /** Lets go of what is held for anything but these generations. */
  void releaseAllBut(Set<String> generations) {
    for (String held : all()) {
      if (!generations.contains(held)) {
        LOG.debug("{} is not needed any more", path(held));
        release(held);
      }
    }
  }

  private Set<String> all() {
    Set<String> ids = new HashSet<>();
    if (!isDirectoryThere()) {
      return ids;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      files.forEach(file -> ids.add(file.getFileName().toString()));
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("{} cannot be listed: {}", directory, e.toString());
    }
    return ids;
  }
}
