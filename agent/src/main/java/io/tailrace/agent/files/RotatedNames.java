package io.tailrace.agent.files;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How rotators call the file that they move or copy away: {@code app.log.1}, {@code
 * app.log-20261122}, {@code app-2026-11-22.log}, {@code app.1.log}, {@code app.log.bak}. A name is
 * only ever a reason to look at the content.
 */
final class RotatedNames {
  /** Numbers and dates, as rotators count; nothing that a person would write by hand. */
  private static final Pattern COUNTED = Pattern.compile("[-._]?[0-9][-._:T0-9]*Z?");

  private static final String SEPARATORS = ".-_~";

  private RotatedNames() {}

  /** Whether a file of this name may have come from the other one, in the same directory. */
  static boolean isRotated(Path name, Path original) {
    return isSibling(name, original) && !middle(name, original).isEmpty();
  }

  /** Whether a rotator has counted or dated the name, so that it is surely no other file's. */
  static boolean isCounted(Path name, Path original) {
    return isSibling(name, original) && COUNTED.matcher(middle(name, original)).matches();
  }

  /** Every name of which this may be a rotated one: a handful, for names are short. */
  static Set<Path> originals(Path name) {
    String rotated = name.getFileName().toString();
    Set<Path> originals = new LinkedHashSet<>();
    for (int i = 1; i < rotated.length(); i++) {
      if (SEPARATORS.indexOf(rotated.charAt(i)) < 0) {
        continue;
      }
      originals.add(name.resolveSibling(rotated.substring(0, i)));
      for (int dot = rotated.indexOf('.', i + 1); dot >= 0; dot = rotated.indexOf('.', dot + 1)) {
        originals.add(name.resolveSibling(rotated.substring(0, i) + rotated.substring(dot)));
      }
    }
    originals.removeIf(original -> !isRotated(name, original));
    return originals;
  }

  private static boolean isSibling(Path name, Path original) {
    return name.getParent() != null && name.getParent().equals(original.getParent());
  }

  /** What the rotator has put in or after the name; empty if these names have nothing in common. */
  private static String middle(Path name, Path original) {
    String rotated = name.getFileName().toString();
    String before = original.getFileName().toString();
    if (rotated.length() > before.length() && rotated.startsWith(before)) {
      return separated(rotated.substring(before.length()));
    }
    int dot = before.lastIndexOf('.');
    if (dot <= 0 || rotated.length() <= before.length()) {
      return "";
    }
    String stem = before.substring(0, dot);
    String extension = before.substring(dot);
    return rotated.startsWith(stem) && rotated.endsWith(extension)
        ? separated(rotated.substring(stem.length(), rotated.length() - extension.length()))
        : "";
  }

  private static String separated(String middle) {
    return SEPARATORS.indexOf(middle.charAt(0)) >= 0 ? middle : "";
  }
}
