package io.tailrace.agent.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A password, token or key. It never shows itself: {@link #toString} is always {@code ***}.
 *
 * <p>One from a file is read at every use, so that a mounted secret can be replaced under a running
 * agent; while the file is missing, empty or unreadable, as in the moment of being replaced, the
 * last good value stands. Safe for use by several threads: the only state is that last value.
 */
public final class Secret implements Supplier<String> {
  /** No credential is longer; keeps a wrongly named file out of memory. */
  private static final int MAX_FILE_BYTES = 64 * 1024;

  private final Supplier<String> source;

  /** What is to be the same for it to be the same secret: the text, or the path of its file. */
  private final Object identity;

  private Secret(Supplier<String> source, Object identity) {
    this.source = source;
    this.identity = identity;
  }

  /** A secret that stays as it is. */
  public static Secret of(String value) {
    return new Secret(() -> value, value);
  }

  /**
   * A secret that is the text of a file, without the line ends after it.
   *
   * @throws IOException when the file cannot be read now or holds no text of one line
   */
  public static Secret inFile(Path file) throws IOException {
    return new Secret(new LastGood(file, read(file)), file);
  }

  @Override
  public String get() {
    return source.get();
  }

  /** Whether it is the same text, or is read from the same file, whatever is in there now. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && identity.equals(secret.identity);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static String read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_FILE_BYTES + 1);
    }
    if (bytes.length > MAX_FILE_BYTES) {
      throw new IOException("the file is larger than " + new ByteSize(MAX_FILE_BYTES));
    }
    String text = decode(bytes).stripTrailing();
    if (text.isEmpty()) {
      throw new IOException("the file is empty");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IOException("the file holds more than one line");
    }
    return text;
  }

  private static String decode(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("the file is not UTF-8 text", e);
    }
  }

  private static final class LastGood implements Supplier<String> {
    private final Path file;
    private volatile String value;

    LastGood(Path file, String value) {
      this.file = file;
      this.value = value;
    }

    @Override
    public String get() {
      try {
        value = read(file);
      } catch (IOException e) {
        // Being replaced, most likely. A value that is no longer right is refused by the
        // destination,
        // which says so and drops nothing.
      }
      return value;
    }
  }
}
