package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Which files hold no lines although a pattern may match them: what rotation has compressed. By
 * name, since that is how rotation marks them; reading each would cost more than it tells.
 */
final class CompressedFiles {
  private static final Set<String> ENDINGS =
      Set.of("gz", "tgz", "bz2", "xz", "zst", "lz4", "lzma", "zip", "7z", "br");

  private CompressedFiles() {}

  static boolean isNamedLikeOne(Path file) {
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return ending.length() < name.length() && ENDINGS.contains(ending.toLowerCase(Locale.ROOT));
  }
}
