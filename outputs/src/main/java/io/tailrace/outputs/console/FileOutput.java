package io.tailrace.outputs.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.Source;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records as NDJSON, appended to a file that nobody else writes to.
 *
 * <p>The file holds whole lines only: what a failed attempt has written is taken back, and so is
 * the half of a line that a killed process left, since its record was not settled and is sent
 * again. The file is opened for each batch, so that somebody may rotate it by renaming. One batch
 * at a time; no state between two of them.
 */
public final class FileOutput implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(FileOutput.class);

  /** Opens the file for one batch. */
  interface Opener {
    LineFile open(Path path) throws IOException;
  }

  private final String name;
  private final Path path;
  private final Opener opener;

  /**
   * @param path made when it is not there; its directory is not
   */
  public FileOutput(String name, Path path) {
    this(name, path, AppendedFile::new);
  }

  FileOutput(String name, Path path, Opener opener) {
    this.name = name;
    this.path = path;
    this.opener = opener;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Encoder newEncoder() {
    return new NdjsonEncoder();
  }

  @Override
  public int maxInFlight() {
    return 1;
  }

  @Override
  public Delivery send(Selection selection) {
    try (LineFile file = opener.open(path)) {
      dropUnfinishedLine(file);
      append(selection, file);
      return new Delivery.Delivered();
    } catch (FileNotFoundException e) {
      // The JDK's word for every file that cannot be opened; its message has the path and the why.
      return new Delivery.Blocked("cannot open " + e.getMessage());
    } catch (IOException e) {
      return new Delivery.TryAgain(Optional.empty(), path + ": " + e.getMessage());
    }
  }

  private void dropUnfinishedLine(LineFile file) throws IOException {
    long length = file.length();
    long whole = file.wholeLines();
    if (whole < length) {
      LOG.warn("{}: took back {} bytes of an unfinished line of {}", name, length - whole, path);
      file.truncate(whole);
    }
  }

  private static void append(Selection selection, LineFile file) throws IOException {
    long length = file.length();
    try {
      Runs.write(selection, file);
    } catch (IOException e) {
      takeBack(file, length, e);
      throw e;
    }
  }

  /** If even that fails, the next attempt finds the unfinished line, and whole ones twice. */
  private static void takeBack(LineFile file, long length, IOException failure) {
    try {
      file.truncate(length);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public Reachability reach() {
    Path directory = path.toAbsolutePath().getParent();
    Path written = Files.exists(path) || directory == null ? path : directory;
    return Files.isWritable(written)
        ? new Reachability.Reached("appends to " + path)
        : new Reachability.Unreachable(
            written + (Files.exists(written) ? " is not writable" : " does not exist"));
  }

  /** The record's own line; not asked for by this output itself, which refuses no record. */
  @Override
  public String deadLetter(Batch batch, int record) {
    int from = batch.recordFrom(record);
    return new String(batch.bytes(), from, batch.recordTo(record) - from, UTF_8).stripTrailing();
  }

  @Override
  public void revive(String deadLetter, Source source, long offset, Batch batch) {
    byte[] line = (deadLetter + "\n").getBytes(UTF_8);
    System.arraycopy(line, 0, batch.reserve(line.length), batch.size(), line.length);
    batch.advance(batch.size() + line.length);
    batch.endRecord(0, 0, source, offset);
  }

  /** Nothing is open between two batches. */
  @Override
  public void close() {}
}
