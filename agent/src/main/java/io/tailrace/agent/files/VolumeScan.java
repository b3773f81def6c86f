package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one look at the volume saw.
 *
 * @param files the regular files that belong to an input, by the file system's own key, so that two
 *     hard links are one file
 * @param directories every directory that was looked into
 * @param unseen directories that could not be looked into, and links; their files are not known to
 *     be gone
 */
record VolumeScan(Map<Object, FoundFile> files, Set<Path> directories, Set<Path> unseen) {
  /**
   * One file.
   *
   * @param path what it is called; that of the link, if one was followed
   * @param place where it really is
   * @param key the file system's key for it
   * @param modifiedMillis its modification time: an order among files, never an identity
   */
  record FoundFile(
      Path path, Place place, WatchedInput input, Object key, long size, long modifiedMillis) {
    /** The file at a place; nothing if it is no regular one. */
    static Optional<FoundFile> at(Place place, WatchedInput input) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(place.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(
              new FoundFile(
                  place.path(),
                  place,
                  input,
                  attributes.fileKey(),
                  attributes.size(),
                  attributes.lastModifiedTime().toMillis()))
          : Optional.empty();
    }

    /** Its size now; nothing if another file is at its place, or none. */
    OptionalLong sizeNow() throws IOException {
      Optional<FoundFile> now = at(place, input).filter(file -> file.key().equals(key));
      return now.isPresent() ? OptionalLong.of(now.get().size()) : OptionalLong.empty();
    }
  }

  /** Whether it is known that no file is at this path any more. */
  boolean looked(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (unseen.contains(at)) {
        return false;
      }
    }
    return true;
  }
}
