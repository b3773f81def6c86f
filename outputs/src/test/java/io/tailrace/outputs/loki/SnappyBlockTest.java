package io.tailrace.outputs.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyNativeDecompressor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnappyBlockTest {
  private final SnappyBlock block = new SnappyBlock();

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 127, 128, 16_383, 16_384, 65_535, 65_536, 65_537, 131_072, 2_097_151, 2_097_152,
        3_000_000
      })
  void contentIsTheSameWhenUnpackedHoweverItWasAppended(int length) {
    Random random = new Random(length);
    byte[] content = text(length, random);

    block.begin(length);
    int at = 0;
    while (at < length) {
      int piece = 1 + random.nextInt(random.nextInt(10) == 0 ? 200_000 : 500);
      int to = Math.min(length, at + piece);
      block.append(content, at, to);
      at = to;
    }
    block.end();

    assertThat(unpacked()).isEqualTo(content);
    assertThat(unpackedByTheReference(length)).isEqualTo(content);
  }

  @Test
  void itIsAsSmallAsCompressedAtOnce() {
    byte[] content = text(1_000_000, new Random(1));
    var atOnce = new SnappyJavaCompressor();
    byte[] target = new byte[atOnce.maxCompressedLength(content.length)];
    int size = atOnce.compress(content, 0, content.length, target, 0, target.length);

    block.begin(content.length);
    block.append(content, 0, content.length);
    block.end();

    assertThat(Arrays.copyOf(block.bytes(), block.size())).isEqualTo(Arrays.copyOf(target, size));
  }

  @Test
  void whatCannotBeCompressedHasRoom() {
    byte[] content = new byte[1_000_000];
    new Random(2).nextBytes(content);

    block.begin(content.length);
    block.append(content, 0, 7);
    block.append(content, 7, content.length);
    block.end();

    assertThat(unpacked()).isEqualTo(content);
  }

  @Test
  void eachBlockBeginsAnew() {
    block.begin(10);
    block.append(new byte[100], 3, 13);
    block.end();
    block.begin(3);
    block.append(new byte[] {1, 2, 3}, 0, 3);
    block.end();

    assertThat(unpacked()).containsExactly(1, 2, 3);
  }

  @Test
  void anotherLengthThanWasSaidIsABug() {
    block.begin(2);
    block.append(new byte[1], 0, 1);

    assertThatThrownBy(block::end).hasMessage("1 bytes less than was said");
    assertThatThrownBy(() -> block.append(new byte[2], 0, 2))
        .hasMessage("1 bytes more than was said");
  }

  private byte[] unpacked() {
    var snappy = new SnappyJavaDecompressor();
    byte[] plain = new byte[snappy.getUncompressedLength(block.bytes(), 0)];
    int size = snappy.decompress(block.bytes(), 0, block.size(), plain, 0, plain.length);
    return Arrays.copyOf(plain, size);
  }

  /** By Google's own library, which aircompressor brings along. */
  private byte[] unpackedByTheReference(int length) {
    byte[] plain = new byte[length];
    int size =
        new SnappyNativeDecompressor()
            .decompress(block.bytes(), 0, block.size(), plain, 0, plain.length);
    return Arrays.copyOf(plain, size);
  }

  /** Words that come again, as in logs. */
  private static byte[] text(int length, Random random) {
    byte[][] words = new byte[50][];
    for (int i = 0; i < words.length; i++) {
      words[i] = new byte[2 + random.nextInt(20)];
      random.nextBytes(words[i]);
    }
    byte[] text = new byte[length];
    int at = 0;
    while (at < length) {
      byte[] word = words[random.nextInt(words.length)];
      int count = Math.min(word.length, length - at);
      System.arraycopy(word, 0, text, at, count);
      at += count;
    }
    return text;
  }
}
