package io.tailrace.agent.state;

import io.tailrace.outputs.DeadLetters;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The dead letters of one output, one JSON object on each line:
 *
 * <pre>{@code
 * {"time":"2026-11-22T10:00:00Z","output":"elasticsearch","reason":"document_parsing_exception: …",
 *  "file":"/var/log/app.log","generation":"AZqzk0ZcXq3vC0Rr","offset":52311,"record":{…}}
 * }</pre>
 *
 * <p>A record is in it once: what an earlier run has kept is not kept again.
 *
 * <p>Forced to disk before {@link #keep} returns. At {@link #MAX_BYTES} the file is renamed to
 * {@code OUTPUT.1.ndjson}, in place of the one before; so it never takes more than twice that.
 * Shipping threads take turns by a lock that only guards this file, and with a {@code tailrace
 * replay} by the lock on {@code OUTPUT.lock}: it renames the file, or puts another in its place.
 */
public final class DeadLetterFile implements DeadLetters {
  static final long MAX_BYTES = 64L << 20;

  private static final byte[] NEW_LINE = {'\n'};

  private final Path path;
  private final DeadLetterPaths paths;
  private final long maxBytes;
  private final long tailBytes;
  private final ReentrantLock turn = new ReentrantLock();

  /** Null until the first letter comes. Guarded by the turn. */
  private @Nullable KeptLetters earlier;

  public DeadLetterFile(Path path) {
    this(path, MAX_BYTES, KeptLetters.TAIL_BYTES);
  }

  /**
   * @param maxBytes at which it is renamed
   * @param tailBytes how much of what an earlier run has written is looked at
   */
  DeadLetterFile(Path path, long maxBytes, long tailBytes) {
    this.path = path;
    this.paths = new DeadLetterPaths(path);
    this.maxBytes = maxBytes;
    this.tailBytes = tailBytes;
  }

  @Override
  public void keep(DeadLetter letter) throws IOException {
    byte[] line = (format(letter) + "\n").getBytes(StandardCharsets.UTF_8);
    turn.lock();
    try {
      Files.createDirectories(path.getParent());
      try (FileTurn _ = FileTurn.await(paths.lock())) {
        if (!earlier().has(letter)) {
          append(line);
        }
      }
    } finally {
      turn.unlock();
    }
  }

  private KeptLetters earlier() throws IOException {
    KeptLetters known = earlier;
    if (known == null) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        // Ends the line that a kill has cut short; of a whole letter that may be all it wants.
        write(new byte[0]);
      }
      known = KeptLetters.read(SetAside.look(path), tailBytes);
      earlier = known;
    }
    return known;
  }

  private void append(byte[] line) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && Files.size(path) + line.length > maxBytes) {
      Files.move(path, paths.rotated(), StandardCopyOption.REPLACE_EXISTING);
    }
    write(line);
  }

  /** At the beginning of a line, whatever there is before it. */
  private void write(byte[] line) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(StateDirectory.PRIVATE_FILE))) {
      long end = file.size();
      try {
        long from = isCutShort(file, end) ? end + write(NEW_LINE, file, end) : end;
        write(line, file, from);
        file.force(true);
      } catch (IOException e) {
        // Half a line would spoil the next one.
        file.truncate(end);
        throw e;
      }
    }
  }

  /** Whether a killed process left half a line at the end. */
  private static boolean isCutShort(FileChannel file, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return end > 0 && file.read(last, end - 1) == 1 && last.get(0) != '\n';
  }

  private static int write(byte[] bytes, FileChannel file, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer, at + buffer.position());
    }
    return bytes.length;
  }

  /** A letter as a line, without its line break. */
  public static String format(DeadLetter letter) {
    var line = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", letter.time().toString());
      json.writeStringProperty("output", letter.output());
      json.writeStringProperty("reason", letter.reason());
      json.writeStringProperty("file", letter.source().path());
      json.writeStringProperty("generation", letter.source().generation());
      json.writeNumberProperty("offset", letter.offset());
      json.writeName("record");
      json.writeRawValue(letter.body());
      json.writeEndObject();
    }
    return line.toString();
  }
}
