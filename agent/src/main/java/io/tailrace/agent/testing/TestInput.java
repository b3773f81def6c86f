package io.tailrace.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The lines that a test gives to be read, as the bytes of one file. */
final class TestInput {
  /** The byte order mark of what comes with the high byte first. */
  private static final byte[] MARK = {(byte) 0xFE, (byte) 0xFF};

  private final List<byte[]> lines = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  /** Where each line begins in what was {@linkplain #encoded encoded}, to its number. */
  private final TreeMap<Integer, Integer> numberAt = new TreeMap<>(Map.of(0, 0));

  /**
   * Adds a line.
   *
   * @param number its place in the test file
   * @param bytes in UTF-8, with the line end if it has one
   */
  void add(int number, byte[] bytes) {
    lines.add(bytes.clone());
    numbers.add(number);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * The bytes of the file.
   *
   * @param encoding as {@code TAILRACE_ENCODING} names it
   */
  byte[] encoded(String encoding) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (encoding.equals("utf-16")) {
      all.writeBytes(MARK);
    }
    for (int i = 0; i < lines.size(); i++) {
      numberAt.put(i == 0 ? 0 : all.size(), numbers.get(i));
      all.writeBytes(
          switch (encoding) {
            case "utf-8" -> lines.get(i);
            case "utf-16le" -> in(UTF_16LE, lines.get(i));
            case "utf-16", "utf-16be" -> in(UTF_16BE, lines.get(i));
            default -> throw new IllegalStateException("encoding " + encoding);
          });
    }
    return all.toByteArray();
  }

  /** Which line of the test file has the byte at this index of what was encoded. */
  int numberOf(int index) {
    return Objects.requireNonNull(numberAt.floorEntry(index)).getValue();
  }

  private static byte[] in(Charset charset, byte[] line) {
    return new String(line, UTF_8).getBytes(charset);
  }
}
