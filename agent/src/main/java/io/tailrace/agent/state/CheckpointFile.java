package io.tailrace.agent.state;

import io.tailrace.agent.files.FileKey;
import io.tailrace.agent.files.Fingerprint;
import io.tailrace.agent.files.Position;
import io.tailrace.agent.files.RememberedGeneration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoint on disk: one line of JSON and one line with its checksum, e.g.
 *
 * <pre>{@code
 * {"version":1,"generations":[{"id":"AZqzk0ZcXq3vC0Rr","path":"/var/log/app.log","device":2049,
 *  "inode":131,"head":{"length":1024,"hash":"9f86d081884c7d65"},"outputs":{"elasticsearch":
 *  {"offset":52311,"marker":{"length":64,"hash":"60303ae22b998861"},"cuts":[52470]}}}]}
 * crc32c 5f2a1c07
 * }</pre>
 *
 * <p>A path that its text does not name exactly, for its bytes are no text in the process's locale,
 * has its {@code "uri"} as well: one file with such a name must not make all of it unreadable.
 *
 * <p>Written whole to another file, forced to disk, then renamed; the one before is kept. A write
 * that was cut short anywhere leaves at least one of the two whole.
 *
 * <p>The one before that is overwritten where it lies, and each has some blanks at the end of its
 * first line. So what a full disk has no room for is only a checkpoint that has grown by more than
 * these: the ids of files that appear meanwhile are still remembered, and nothing is sent twice.
 */
public final class CheckpointFile {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);

  /** Leaves the stream open, for the checksum follows. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private static final int VERSION = 1;
  private static final String CHECKSUM = "crc32c ";

  /** A checkpoint of as many files as are ever read is far smaller. */
  private static final long MAX_BYTES = 256L << 20;

  /** Some fifty files; writing that much every second is nothing to a disk. */
  private static final int ROOM_BYTES = 16 << 10;

  private static final byte[] BLANKS = " ".repeat(4 << 10).getBytes(StandardCharsets.US_ASCII);

  private final Path path;
  private final Path previous;
  private final Path next;
  private final Path spare;
  private final int roomBytes;

  public CheckpointFile(Path path) {
    this(path, ROOM_BYTES);
  }

  /**
   * @param roomBytes by how much the checkpoint may at least grow on a full disk
   */
  CheckpointFile(Path path, int roomBytes) {
    this.path = path;
    this.previous = path.resolveSibling("checkpoint.previous.json");
    this.next = path.resolveSibling("checkpoint.next.json");
    this.spare = path.resolveSibling("checkpoint.spare.json");
    this.roomBytes = roomBytes;
  }

  /**
   * The newest one that is whole; {@link Checkpoint#EMPTY} if none is, which is said; nothing if
   * there never was one.
   */
  public Optional<Checkpoint> read() {
    boolean any = Files.exists(path) || Files.exists(previous) || Files.exists(next);
    return read(path)
        // Whole, and newer than the previous one, if only the renaming was cut short.
        .or(() -> read(next))
        .or(this::readPrevious)
        .or(() -> any ? Optional.of(Checkpoint.EMPTY) : Optional.empty());
  }

  private Optional<Checkpoint> readPrevious() {
    Optional<Checkpoint> older = read(previous);
    if (older.isPresent()) {
      LOG.warn("starting from the previous checkpoint {}", previous);
    }
    return older;
  }

  private static Optional<Checkpoint> read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("longer than " + MAX_BYTES + " bytes");
      }
      return Optional.of(parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      LOG.error("the checkpoint {} cannot be used: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Makes the checkpoint durable.
   *
   * @throws IOException when it could not be; the ones on disk are as they were
   */
  public void write(Checkpoint checkpoint) throws IOException {
    if (!exists(path) && exists(next)) {
      // The renaming was cut short by a kill.
      move(next, path);
    }
    writeSpare(checkpoint);
    move(spare, next);
    if (exists(previous)) {
      move(previous, spare);
    }
    if (exists(path)) {
      move(path, previous);
    }
    move(next, path);
    try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Into the blocks that the file has already, and with more room than it needs if there is. */
  private void writeSpare(Checkpoint checkpoint) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            spare,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(StateDirectory.PRIVATE_FILE))) {
      long hadBytes = file.size();
      try {
        write(checkpoint, roomBytes, 0, file);
      } catch (IOException e) {
        LOG.debug("no room for the checkpoint but what it has", e);
        writeInto(hadBytes, checkpoint, file);
      }
      file.force(true);
    }
  }

  private static void writeInto(long hadBytes, Checkpoint checkpoint, FileChannel file)
      throws IOException {
    file.truncate(hadBytes);
    try {
      write(checkpoint, 0, hadBytes, file);
    } catch (IOException e) {
      // Not that it takes the last there is.
      file.truncate(hadBytes);
      throw e;
    }
  }

  /**
   * Writes all of a file.
   *
   * @param roomBytes how many blanks there are at least
   * @param leastBytes how long the file is at least
   */
  private static void write(Checkpoint checkpoint, int roomBytes, long leastBytes, FileChannel file)
      throws IOException {
    file.position(0);
    var checked = new CheckedOutputStream(Channels.newOutputStream(file), new CRC32C());
    writeJson(checkpoint, checked);
    long missing = leastBytes - file.position() - end(checked.getChecksum()).length;
    for (long blanks = Math.max(roomBytes, missing); blanks > 0; blanks -= BLANKS.length) {
      checked.write(BLANKS, 0, (int) Math.min(blanks, BLANKS.length));
    }
    Channels.newOutputStream(file).write(end(checked.getChecksum()));
    file.truncate(file.position());
  }

  static byte[] format(Checkpoint checkpoint) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var checked = new CheckedOutputStream(bytes, new CRC32C());
    writeJson(checkpoint, checked);
    bytes.write(end(checked.getChecksum()));
    return bytes.toByteArray();
  }

  /** Piece by piece: with thousands of files, the whole text would not fit a small heap twice. */
  private static void writeJson(Checkpoint checkpoint, OutputStream file) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), file)) {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      json.writeArrayPropertyStart("generations");
      checkpoint.generations().forEach(generation -> write(json, generation));
      json.writeEndArray();
      json.writeEndObject();
    } catch (JacksonIOException e) {
      // Jackson has it unchecked; yet a full disk is no bug, and must not end the agent as one.
      throw e.getCause();
    }
  }

  private static byte[] end(Checksum checksum) {
    return ("\n" + CHECKSUM + hex(checksum) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(JsonGenerator json, RememberedGeneration generation) {
    json.writeStartObject();
    json.writeStringProperty("id", generation.id());
    json.writeStringProperty("path", generation.path().toString());
    if (!isExact(generation.path())) {
      json.writeStringProperty("uri", generation.path().toUri().toString());
    }
    json.writeNumberProperty("device", generation.key().device());
    json.writeNumberProperty("inode", generation.key().inode());
    write(json, "head", generation.head());
    if (generation.isCopy()) {
      json.writeNumberProperty("end", generation.end());
    }
    json.writeObjectPropertyStart("outputs");
    generation
        .positions()
        .forEach((output, position) -> {
          json.writeObjectPropertyStart(output);
          json.writeNumberProperty("offset", position.offset());
          if (position.insideLongLine()) {
            json.writeBooleanProperty("insideLongLine", true);
          }
          write(json, "marker", position.marker());
          writeCuts(json, position);
          json.writeEndObject();
        });
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeCuts(JsonGenerator json, Position position) {
    if (!position.cuts().isEmpty()) {
      json.writeArrayPropertyStart("cuts");
      position.cuts().forEach(json::writeNumber);
      json.writeEndArray();
    }
  }

  /** A name may hold bytes that are no characters, or none of the locale's. */
  private static boolean isExact(Path path) {
    try {
      return Path.of(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path path(JsonNode json) {
    return json.has("uri")
        ? ofFile(URI.create(json.path("uri").asString()))
        : Path.of(json.path("path").asString());
  }

  /** Of another scheme it would be a file system that there is not, which is no malformed text. */
  private static Path ofFile(URI uri) {
    if (!"file".equals(uri.getScheme())) {
      throw new IllegalArgumentException("not the URI of a file: " + uri);
    }
    return Path.of(uri);
  }

  private static void write(JsonGenerator json, String name, Fingerprint fingerprint) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("length", fingerprint.length());
    json.writeStringProperty("hash", HexFormat.of().toHexDigits(fingerprint.hash()));
    json.writeEndObject();
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws IllegalArgumentException when a byte of it is missing or not what was written
   */
  static Checkpoint parse(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    byte[] expected =
        ("\n" + CHECKSUM + checksum(bytes, end) + "\n").getBytes(StandardCharsets.US_ASCII);
    if (!Arrays.equals(bytes, end, bytes.length, expected, 0, expected.length)) {
      throw new IllegalArgumentException("its checksum is wrong: it was cut short or altered");
    }
    JsonNode root = new JsonMapper().readTree(bytes, 0, end);
    if (root.path("version").asInt(0) != VERSION) {
      throw new IllegalArgumentException("its version is not " + VERSION);
    }
    List<RememberedGeneration> generations = new ArrayList<>();
    for (JsonNode generation : root.path("generations")) {
      generations.add(generation(generation));
    }
    return new Checkpoint(generations);
  }

  private static RememberedGeneration generation(JsonNode json) {
    Map<String, Position> positions = new LinkedHashMap<>();
    json.path("outputs")
        .properties()
        .forEach(output -> positions.put(output.getKey(), position(output.getValue())));
    return new RememberedGeneration(
        json.path("id").asString(),
        path(json),
        new FileKey(json.path("device").asLong(), json.path("inode").asLong()),
        fingerprint(json.path("head")),
        json.path("end").asLong(RememberedGeneration.OPEN),
        positions);
  }

  private static Position position(JsonNode json) {
    List<Long> cuts = new ArrayList<>();
    json.path("cuts").forEach(cut -> cuts.add(cut.asLong()));
    return new Position(
        json.path("offset").asLong(),
        json.path("insideLongLine").asBoolean(false),
        fingerprint(json.path("marker")),
        cuts);
  }

  private static Fingerprint fingerprint(JsonNode json) {
    return new Fingerprint(
        json.path("length").asInt(), HexFormat.fromHexDigitsToLong(json.path("hash").asString()));
  }

  private static String checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return hex(checksum);
  }

  private static String hex(Checksum checksum) {
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
