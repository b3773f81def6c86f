package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The regular files of a directory as it is at this moment, whether a pattern includes them or not:
 * what a rotator has made of a file lies next to where it was. Listed anew each time, for what is
 * asked is what has just happened.
 */
final class Siblings {
  private static final Logger LOG = LoggerFactory.getLogger(Siblings.class);

  /** A directory with more files than this has no rotator that cleans up. */
  private static final int MAX_FILES = 10_000;

  private final List<FoundFile> files;
  private final Map<FileKey, FoundFile> byKey = new HashMap<>();

  private Siblings(List<FoundFile> files) {
    this.files = files;
    files.forEach(found -> byKey.put(FileKey.of(found.key()), found));
  }

  /**
   * Those next to a file, the newest first.
   *
   * @param input the one that they are taken to belong to
   */
  static Siblings of(Place file, WatchedInput input) {
    List<FoundFile> files = new ArrayList<>();
    if (!file.isRoot()) {
      list(file.parent(), input, files);
    }
    files.sort(Comparator.comparingLong(FoundFile::modifiedMillis).reversed());
    return new Siblings(files);
  }

  /** Names only: what is opened of them is reached from the root without a link all the same. */
  private static void list(Place directory, WatchedInput input, List<FoundFile> files) {
    if (!Files.isDirectory(directory.path())) {
      return;
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory.path())) {
      for (Path path : names) {
        found(directory.resolve(path.getFileName()), input).ifPresent(files::add);
        if (files.size() >= MAX_FILES) {
          return;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("{} cannot be listed just now: {}", directory.path(), e.toString());
    }
  }

  private static Optional<FoundFile> found(Place place, WatchedInput input) {
    try {
      return FoundFile.at(place, input);
    } catch (IOException e) {
      // Renamed or removed while the directory was listed.
      return Optional.empty();
    }
  }

  /** The file with this key, whatever its name. */
  Optional<FoundFile> withKey(FileKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Those that are so, the newest first. */
  List<FoundFile> that(Predicate<FoundFile> condition) {
    return files.stream().filter(condition).toList();
  }
}
