package io.tailrace.agent.settings;

import java.util.Collection;
import java.util.Optional;

/** Guesses what was meant by a word with a slip in it. */
public final class Suggestions {
  /**
   * Two slips, or one for every four characters after what all names share: more is another word.
   */
  private static final int CHARACTERS_PER_SLIP = 4;

  private static final int SLIPS = 2;

  /** The names of settings are shorter; keeps the distance cheap for any input. */
  private static final int MAX_LENGTH = 100;

  private Suggestions() {}

  /** The known word nearest to this one, if it is near; of equally near ones the first. */
  static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int own = word.startsWith(Declarations.PREFIX) ? Declarations.PREFIX.length() : 0;
    int limit = Math.max(SLIPS, (word.length() - own) / CHARACTERS_PER_SLIP);
    String nearest = "";
    // Of three letters one that is the same is no likeness.
    int least = Math.min(limit, (word.length() - own) / 2) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
  }

  /** " Did you mean X?", or nothing. */
  public static String sentence(String word, Collection<String> known) {
    return nearest(word, known).map(" Did you mean %s?"::formatted).orElse("");
  }

  /** Characters inserted, left out, replaced or swapped with their neighbour (Damerau, OSA). */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1 && j > 1 && swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
