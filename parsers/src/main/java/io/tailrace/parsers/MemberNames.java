package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of a JSON line's members, in the order in which an earlier line had them. A logger
 * writes the same ones again and again, so a name is mostly compared with the one expected, eight
 * bytes at a time, instead of being read, looked up and held against all the others. JMH, {@code
 * ParserBenchmark} json, with and without in turn: 663 and 492 MB/s.
 *
 * <p>Holds names only that stand for themselves: without escapes, directly before their colon, no
 * {@link EcsRoot}, and none that {@link Fields} gives to other values; no two of them are equal.
 * Bounded by {@link #MAX_MEMBERS} and {@link #MAX_SPELLING}; owned by one parser.
 */
final class MemberNames {
  /** What {@link #after} answers when the name is another one. */
  static final int OTHER = -1;

  /** Log lines with more members than this are read the long way from there on. */
  static final int MAX_MEMBERS = 32;

  private static final int WORDS = 4;

  /** Of a name with its quotes and its colon, in bytes. */
  static final int MAX_SPELLING = WORDS * Swar.WIDTH;

  private static final byte[][] GIVEN = {
    "event.original_time".getBytes(US_ASCII), "event.original_level".getBytes(US_ASCII)
  };

  /** {@code "name":} of each, padded with zeros to {@link #WORDS} numbers. */
  private final long[] words = new long[MAX_MEMBERS * WORDS];

  /** Which of these bits are the name's. */
  private final long[] masks = new long[MAX_MEMBERS * WORDS];

  private final int[] lengths = new int[MAX_MEMBERS];
  private final @Nullable WellKnown[] known = new @Nullable WellKnown[MAX_MEMBERS];
  private final boolean[] belowRoot = new boolean[MAX_MEMBERS];
  private final byte[] spelling = new byte[MAX_SPELLING];
  private int count;

  /** Whether the line had further members, whose names cannot be expected. */
  private boolean cut;

  /** The index after the member's name and colon if they stand at {@code from}, else OTHER. */
  int after(int member, byte[] bytes, int from, int to) {
    if (member >= count) {
      return OTHER;
    }
    int end = from + lengths[member];
    int wordCount = (lengths[member] + Swar.WIDTH - 1) / Swar.WIDTH;
    if (end > to || from + wordCount * Swar.WIDTH > bytes.length) {
      return OTHER;
    }
    int word = member * WORDS;
    for (int i = 0; i < wordCount; i++) {
      long here = Swar.load(bytes, from + i * Swar.WIDTH);
      if (((here ^ words[word + i]) & masks[word + i]) != 0) {
        return OTHER;
      }
    }
    return end;
  }

  /** Of the name with its quotes and its colon. */
  int length(int member) {
    return lengths[member];
  }

  /** What the name means, or null. */
  @Nullable WellKnown known(int member) {
    return known[member];
  }

  /** Whether an object that is its value is taken apart. */
  boolean isBelowRoot(int member) {
    return belowRoot[member];
  }

  /**
   * Expects the names of a line that was valid.
   *
   * @param from where the names begin, with their quotes
   */
  void expect(byte[] bytes, int[] from, int members, int to) {
    count = 0;
    while (count < Math.min(members, MAX_MEMBERS) && expectNext(bytes, from[count], to)) {
      count++;
    }
    cut = count < members || count == MAX_MEMBERS;
  }

  /** Whether no more names than so many could be expected of the line that was learnt. */
  boolean isAllThatCanBe(int members) {
    return cut && members >= count;
  }

  private boolean expectNext(byte[] bytes, int quote, int to) {
    int end = JsonScanner.indexOfSpecial(bytes, quote + 1, to);
    int length = end + 2 - quote;
    boolean plain = end + 1 < to && bytes[end] == '"' && bytes[end + 1] == ':';
    if (!plain || length > MAX_SPELLING || isGiven(bytes, quote + 1, end)) {
      return false;
    }
    Arrays.fill(spelling, (byte) 0);
    System.arraycopy(bytes, quote, spelling, 0, length);
    lengths[count] = length;
    for (int i = 0; i < WORDS; i++) {
      int left = Math.clamp(length - i * Swar.WIDTH, 0, Swar.WIDTH);
      words[count * WORDS + i] = Swar.load(spelling, i * Swar.WIDTH);
      masks[count * WORDS + i] = left == 0 ? 0 : -1L >>> (Long.SIZE - 8 * left);
    }
    known[count] = WellKnown.named(bytes, quote + 1, end);
    belowRoot[count] = EcsRoot.covers(bytes, quote + 1, end);
    return isNew();
  }

  /** Whether the name is none of those before it: two objects of one name may be in one line. */
  private boolean isNew() {
    int from = count * WORDS;
    for (int other = 0; other < from; other += WORDS) {
      if (Arrays.equals(words, other, other + WORDS, words, from, from + WORDS)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGiven(byte[] bytes, int from, int to) {
    if (EcsRoot.named(bytes, from, to) != null) {
      return true;
    }
    for (byte[] given : GIVEN) {
      if (Arrays.equals(given, 0, given.length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
