package io.tailrace.agent.logging;

import java.util.Random;

/** Text that is out to break a line: mostly what is not printable. */
final class RandomText {
  private static final String NASTY =
      "\n\r\t\0\u001b\u007f\u0085\u009b\u2028\u2029\u202e\u200b\ufeff\ud800\udc00\"\\<";

  private RandomText() {}

  static String of(Random random) {
    var text = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(3)) {
        case 0 -> text.append(NASTY.charAt(random.nextInt(NASTY.length())));
        case 1 -> text.append((char) random.nextInt(0x10000));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }
}
