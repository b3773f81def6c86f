package io.tailrace.parsers.redaction;

/**
 * Payment card numbers (ISO/IEC 7812): 13 to 19 digits, in one piece or in groups parted by single
 * blanks or dashes. Of the numbers that pass the check digit, which one in ten does by chance, only
 * those count that begin as issuers' do: no time in milliseconds or nanoseconds, and few ids.
 */
final class CardNumbers {
  private static final int LEAST = 13;
  private static final int MOST = 19;

  /** Cards are printed in groups: four digits, then two to seven. */
  private static final int FIRST_GROUP = 4;

  private static final int LAST_GROUP = 2;
  private static final int GROUP = 7;

  private final byte[] digits = new byte[MOST];

  /** Looks where a run of digits begins. */
  boolean find(Spot spot) {
    if (spot.byteAt(spot.at - 1) == '-') {
      return false; // In the middle of another kind of number, such as a UUID, or below zero.
    }
    int count = 0;
    int groups = 1;
    int inGroup = 0;
    int end = -1;
    int i = spot.at;
    while (true) {
      if (spot.isDigitAt(i)) {
        if (count == MOST) {
          return end >= 0 && spot.found(spot.at, end);
        }
        digits[count++] = (byte) (spot.bytes[i++] - '0');
        inGroup++;
        continue;
      }
      if (groups > 1 && (inGroup < LAST_GROUP || inGroup > GROUP)) {
        break;
      }
      if (isEnd(spot, i) && isCard(count)) {
        end = i;
      }
      if (!isSeparator(spot, i) || (groups == 1 && (inGroup < FIRST_GROUP || inGroup > GROUP))) {
        break;
      }
      groups++;
      inGroup = 0;
      i++;
    }
    return end >= 0 && spot.found(spot.at, end);
  }

  private static boolean isSeparator(Spot spot, int i) {
    int b = spot.byteAt(i);
    return (b == ' ' || b == '-' || b == '.') && spot.isDigitAt(i + 1);
  }

  /** Not in the middle of something else. */
  private static boolean isEnd(Spot spot, int i) {
    int b = spot.byteAt(i);
    if (spot.isWordAt(i)) {
      return false;
    }
    return (b != '.' && b != '-') || !spot.isWordAt(i + 1);
  }

  /** Whether a number that stands alone is one. */
  boolean isCard(byte[] bytes, int from, int to) {
    if (to - from < LEAST || to - from > MOST) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!Spot.isDigit(bytes[i])) {
        return false;
      }
      digits[i - from] = (byte) (bytes[i] - '0');
    }
    return isCard(to - from);
  }

  private boolean isCard(int count) {
    return count >= LEAST && isIssued(count) && isChecked(count);
  }

  /** The issuers' ranges, as ISO/IEC 7812 identification numbers, and how long theirs are. */
  private boolean isIssued(int count) {
    int two = digits[0] * 10 + digits[1];
    int four = two * 100 + digits[2] * 10 + digits[3];
    if (digits[0] == 4) {
      return count == 13 || count == 16 || count == 19; // Visa
    }
    if (two >= 51 && two <= 55) {
      return count == 16; // Mastercard
    }
    if (two == 34 || two == 37) {
      return count == 15; // American Express
    }
    if (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059) || four == 3095) {
      return count >= 14; // Diners Club
    }
    if ((four >= 2200 && four <= 2204) || (four >= 3528 && four <= 3589)) {
      return count >= 16; // Mir, JCB
    }
    if (four >= 2221 && four <= 2720) {
      return count == 16; // Mastercard
    }
    return two == 50 || (two >= 56 && two <= 69); // Maestro, Discover, UnionPay
  }

  /** Luhn's check digit (ISO/IEC 7812-1, annex B). */
  private boolean isChecked(int count) {
    int sum = 0;
    for (int i = count - 1; i >= 0; i--) {
      int digit = digits[i];
      boolean doubled = ((count - 1 - i) & 1) == 1;
      int value = doubled ? digit * 2 : digit;
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }
}
