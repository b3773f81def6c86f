package io.tailrace.agent.settings;

import java.util.List;
import java.util.regex.Pattern;

/** Kinds of names that Kubernetes knows. */
final class PodKinds {
  /** A prefix, a slash and a name, with stars. */
  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9._/*-]{1,320}");

  private static final String NONE = "none";

  private static final Kind<List<String>> GLOBS =
      Kind.listOf(
          "list of labels, `*` for any characters, or `none`", Kind.of("label", PodKinds::glob));

  /** Globs of labels; none for {@code none}. */
  static final Kind<List<String>> LABELS =
      Kind.of(GLOBS.name(), text -> text.equals(NONE) ? List.of() : GLOBS.parse(text));

  static final Kind<List<String>> ANNOTATIONS =
      Kind.listOf("list of annotations", Kind.of("annotation", PodKinds::annotation));

  private PodKinds() {}

  private static String glob(String text) throws BadValue {
    if (text.equals(NONE)) {
      throw new BadValue("It is none alone, or labels: leave one of them out.");
    }
    if (!GLOB.matcher(text).matches()) {
      throw new BadValue(
          "A label is letters, digits and characters of ._-/ and * stands for any, such as"
              + " app.kubernetes.io/*.");
    }
    return text;
  }

  private static String annotation(String text) throws BadValue {
    if (!PodInfoFile.KEY.matcher(text).matches()) {
      throw new BadValue(
          "An annotation is letters, digits and characters of ._-/ such as example.org/owner;"
              + " each is named in full.");
    }
    return text;
  }

  /** Whether a label is what a glob means; takes time by the product of their lengths at most. */
  static boolean matches(String glob, String label) {
    int inGlob = 0;
    int star = -1;
    int afterStar = 0;
    int inLabel = 0;
    while (inLabel < label.length()) {
      if (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
        star = inGlob++;
        afterStar = inLabel;
      } else if (inGlob < glob.length() && glob.charAt(inGlob) == label.charAt(inLabel)) {
        inGlob++;
        inLabel++;
      } else if (star >= 0) {
        // The last star stands for one more.
        inGlob = star + 1;
        inLabel = ++afterStar;
      } else {
        return false;
      }
    }
    return glob.substring(inGlob).chars().allMatch(c -> c == '*');
  }
}
