package io.tailrace.agent.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a dead-letter file, one after the other. Bounded: of a line that no agent can have
 * written it remembers only where it is. Owned by one thread.
 */
final class LetterLines implements AutoCloseable {
  /** The longest usual event, each byte of it escaped to six, is a fifth of it. */
  static final int MAX_LINE_BYTES = 8 << 20;

  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * A line.
   *
   * @param number counted from 1
   * @param from index in the file of its first byte
   * @param to index after its last byte, before its line break
   * @param text its bytes; null when there are too many
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Line(long number, long from, long to, byte @Nullable [] text) {}

  private final FileChannel file;
  private final InputStream in;
  private long number;
  private long at;

  private LetterLines(FileChannel file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static LetterLines open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, LinkOption.NOFOLLOW_LINKS);
    // Through a channel of its own: the position of the other is that of nobody.
    FileChannel read = FileChannel.open(path, LinkOption.NOFOLLOW_LINKS);
    return new LetterLines(
        file, new BufferedInputStream(Channels.newInputStream(read), BUFFER_BYTES));
  }

  /** The file, for copying. */
  FileChannel file() {
    return file;
  }

  /** The next line that has anything in it; null at the end. */
  @Nullable Line next() throws IOException {
    while (true) {
      long from = at;
      var text = new ByteArrayOutputStream(1024);
      boolean tooLong = false;
      int b = in.read();
      for (; b >= 0 && b != '\n'; b = in.read()) {
        at++;
        if (text.size() == MAX_LINE_BYTES) {
          tooLong = true;
          text = new ByteArrayOutputStream();
        }
        if (!tooLong) {
          text.write(b);
        }
      }
      if (b < 0 && at == from) {
        return null;
      }
      number++;
      long to = at;
      at += b < 0 ? 0 : 1;
      if (to > from) {
        return new Line(number, from, to, tooLong ? null : text.toByteArray());
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    file.close();
  }
}
