package io.tailrace.agent.settings;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Kinds of paths. All are absolute: where the agent was started from must not matter. */
final class PathKinds {
  /** A comma inside braces belongs to the glob: {@code /var/log/{app,web}/*.log}. */
  private static final Pattern COMMA_OUTSIDE_BRACES = Pattern.compile(",(?![^{]*\\})");

  static final Kind<Path> PATH = Kind.of("path", PathKinds::path);

  static final Kind<Path> READABLE_FILE = Kind.of("file", PathKinds::readableFile);

  static final Kind<List<String>> GLOBS =
      Kind.listOf("list of globs", Kind.of("glob", PathKinds::glob), COMMA_OUTSIDE_BRACES);

  static final Kind<List<String>> EXCLUDED =
      Kind.listOf("list of globs", Kind.of("glob", PathKinds::excluded), COMMA_OUTSIDE_BRACES);

  private PathKinds() {}

  private static Path path(String text) throws BadValue {
    return Path.of(absolute(text)).normalize();
  }

  private static Path readableFile(String text) throws BadValue {
    Path file = path(text);
    if (!Files.exists(file)) {
      throw new BadValue("There is no such file.");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadValue("It is not a file.");
    }
    if (!Files.isReadable(file)) {
      throw new BadValue("The agent may not read this file.");
    }
    return file;
  }

  private static String glob(String text) throws BadValue {
    String glob = checked(absolute(text));
    if (glob.endsWith("/")) {
      throw new BadValue(
          "%s names a directory; name the files in it, such as %s*.log.".formatted(glob, glob));
    }
    return glob;
  }

  private static String excluded(String text) throws BadValue {
    return text.indexOf('/') < 0 ? checked(TextKinds.line(text)) : glob(text);
  }

  private static String checked(String glob) throws BadValue {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + glob);
      return glob;
    } catch (PatternSyntaxException e) {
      throw new BadValue(
          "%s is no glob: %s near character %d."
              .formatted(glob, e.getDescription(), Math.max(0, e.getIndex()) + 1));
    }
  }

  private static String absolute(String text) throws BadValue {
    String line = TextKinds.line(text);
    try {
      Path path = Path.of(line);
      if (!path.isAbsolute()) {
        throw new BadValue(
            "%s must be absolute: write %s.".formatted(line, path.toAbsolutePath().normalize()));
      }
      return line;
    } catch (InvalidPathException e) {
      throw new BadValue("It is no path: %s.".formatted(e.getReason()));
    }
  }
}
