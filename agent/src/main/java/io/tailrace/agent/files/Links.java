package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where symbolic links lead to. Only what lies below a watched root of an input that follows links
 * may be read through one: who can write to the volume can make a link to anything.
 */
final class Links {
  private final List<Path> roots;

  Links(List<WatchedInput> inputs) {
    this.roots =
        inputs.stream()
            .filter(WatchedInput::followsLinks)
            .flatMap(input -> input.paths().stream())
            .map(PathGlob::root)
            .distinct()
            .toList();
  }

  /** Whether there is anything to be followed at all. */
  boolean areFollowed() {
    return !roots.isEmpty();
  }

  /**
   * What the link means in the end, by names that are no links; nothing if that is not watched. It
   * may be another thing a moment later, which the opening sees.
   */
  Optional<Place> target(Place link) throws IOException {
    Path real = link.path().toRealPath();
    for (Path root : roots) {
      Optional<Place> place = below(root, real);
      if (place.isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }

  /**
   * Whether this is {@code ELOOP}: links that lead to each other only, or one where none may be.
   * Java has no exception of its own for it.
   */
  static boolean isRoundAndRound(IOException e) {
    return String.valueOf(e.getMessage()).contains("Too many levels of symbolic links");
  }

  private static Optional<Place> below(Path root, Path real) {
    try {
      Path realRoot = root.toRealPath();
      if (!real.startsWith(realRoot)) {
        return Optional.empty();
      }
      Path below = realRoot.relativize(real);
      return Optional.of(new Place(root, below, root.resolve(below)));
    } catch (IOException e) {
      return Optional.empty(); // A root that is not there holds nothing.
    }
  }
}
