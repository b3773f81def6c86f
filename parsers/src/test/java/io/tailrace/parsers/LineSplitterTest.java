package io.tailrace.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineSplitterTest {
  @Test
  void findsTheFirstLineFeedWhereverItIs() {
    Seeds.each(
        1,
        50_000,
        (random, seed) -> {
          byte[] bytes = new byte[random.nextInt(40)];
          // The neighbours of a line feed are what a sloppy bit trick takes for one.
          byte[] values = {'\n', 9, 11, 0, (byte) 0x8A, (byte) 0xFF, 'a', 'b', 'c', 'd', 'e', 'f'};
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = values[random.nextInt(values.length)];
          }
          int from = random.nextInt(bytes.length + 1);
          int to = from + random.nextInt(bytes.length - from + 1);

          int expected = -1;
          for (int i = to - 1; i >= from; i--) {
            expected = bytes[i] == '\n' ? i : expected;
          }
          assertThat(LineSplitter.indexOfLineFeed(bytes, from, to)).isEqualTo(expected);
        });
  }
}
