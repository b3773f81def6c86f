package io.tailrace.outputs.console;

import static io.tailrace.outputs.console.Records.lines;
import static io.tailrace.outputs.console.Records.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Reachability.Reached;
import io.tailrace.outputs.Reachability.Unreachable;
import io.tailrace.outputs.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {
  @TempDir private Path directory;
  private Path path;
  private FileOutput output;

  @BeforeEach
  void open() {
    path = directory.resolve("out.ndjson");
    output = new FileOutput("file", path);
  }

  @Test
  void batchesAreAppended() throws Exception {
    Batch first = lines("a", "b");
    Batch second = lines("c");

    assertThat(output.send(Selection.all(first))).isEqualTo(new Delivered());
    assertThat(output.send(Selection.all(second))).isEqualTo(new Delivered());

    assertThat(Files.readString(path)).isEqualTo(text(first) + text(second));
  }

  @Test
  void whatIsInTheFileAlreadyIsKept() throws Exception {
    Files.writeString(path, "{\"message\":\"old\"}\n");
    Batch batch = lines("new");

    output.send(Selection.all(batch));

    assertThat(Files.readString(path)).isEqualTo("{\"message\":\"old\"}\n" + text(batch));
  }

  @Test
  void fileThatWasRenamedIsMadeAgain() throws Exception {
    Batch first = lines("a");
    Batch second = lines("b");
    output.send(Selection.all(first));
    Files.move(path, directory.resolve("out.ndjson.1"));

    output.send(Selection.all(second));

    assertThat(Files.readString(directory.resolve("out.ndjson.1"))).isEqualTo(text(first));
    assertThat(Files.readString(path)).isEqualTo(text(second));
  }

  @Test
  void fileThatWasTruncatedHasNoHole() throws Exception {
    output.send(Selection.all(lines("a", "b", "c")));
    Files.writeString(path, "");
    Batch batch = lines("d");

    output.send(Selection.all(batch));

    assertThat(Files.readString(path)).isEqualTo(text(batch));
  }

  @Test
  void whatAFailedAttemptWroteIsTakenBackBeforeTheNext() throws Exception {
    Batch before = lines("a");
    Batch batch = lines("b", "c", "d");
    output.send(Selection.all(before));
    int oneLineAndAHalf = batch.recordTo(0) + 20;
    FileOutput failing = new FileOutput("file", path, p -> new FullDisk(p, oneLineAndAHalf, true));

    assertThat(failing.send(Selection.all(batch)))
        .isEqualTo(new TryAgain(Optional.empty(), path + ": No space left on device"));
    assertThat(Files.readString(path)).isEqualTo(text(before));

    assertThat(output.send(Selection.all(batch))).isEqualTo(new Delivered());
    assertThat(Files.readString(path)).isEqualTo(text(before) + text(batch));
  }

  @Test
  void halfALineThatCouldNotBeTakenBackIsTakenBackByTheNextAttempt() throws Exception {
    Batch batch = lines("a", "b");
    FileOutput failing = new FileOutput("file", path, p -> new FullDisk(p, 20, false));
    assertThat(failing.send(Selection.all(batch))).isInstanceOf(TryAgain.class);
    assertThat(Files.size(path)).isEqualTo(20);

    output.send(Selection.all(batch));

    assertThat(Files.readString(path)).isEqualTo(text(batch));
  }

  @Test
  void halfALineOfAnyLengthThatAKilledProcessLeftIsTakenBack() throws Exception {
    Batch batch = lines("next");
    for (int length : new int[] {1, 65_535, 65_536, 65_537, 200_000}) {
      Files.writeString(path, "{\"message\":\"whole\"}\n" + "x".repeat(length));

      output.send(Selection.all(batch));

      assertThat(Files.readString(path)).isEqualTo("{\"message\":\"whole\"}\n" + text(batch));
    }
  }

  @Test
  void nothingButHalfALineIsTakenBackToNothing() throws Exception {
    Files.writeString(path, "x".repeat(100_000));
    Batch batch = lines("next");

    output.send(Selection.all(batch));

    assertThat(Files.readString(path)).isEqualTo(text(batch));
  }

  @Test
  void fullDeviceIsTriedAgain() {
    Path full = Path.of("/dev/full");

    assertThat(new FileOutput("file", full).send(Selection.all(lines("a"))))
        .isEqualTo(new TryAgain(Optional.empty(), "/dev/full: No space left on device"));
  }

  @Test
  void missingDirectoryIsForAPersonToMend() {
    Path missing = directory.resolve("missing/out.ndjson");
    FileOutput lost = new FileOutput("file", missing);

    assertThat(lost.send(Selection.all(lines("a"))))
        .isEqualTo(new Blocked("cannot open " + missing + " (No such file or directory)"));
    assertThat(lost.reach())
        .isEqualTo(new Unreachable(directory.resolve("missing") + " does not exist"));
  }

  @Test
  void writableFileIsReachedWithoutMakingIt() {
    assertThat(output.reach()).isEqualTo(new Reached("appends to " + path));
    assertThat(path).doesNotExist();
  }

  @Test
  void deadLetterIsTheRecordsOwnObject() {
    Batch batch = lines("a", "b");

    assertThat(output.deadLetter(batch, 1) + "\n").isEqualTo(text(batch, 1));
  }

  /** A real file on a disk that is full after some more bytes. */
  private static final class FullDisk implements LineFile {
    private final AppendedFile file;
    private final int room;
    private final boolean truncates;

    FullDisk(Path path, int room, boolean truncates) throws IOException {
      this.file = new AppendedFile(path);
      this.room = room;
      this.truncates = truncates;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      file.write(bytes, from, Math.min(length, room));
      throw new IOException("No space left on device");
    }

    @Override
    public void truncate(long length) throws IOException {
      if (!truncates) {
        throw new IOException("Input/output error");
      }
      file.truncate(length);
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public long wholeLines() throws IOException {
      return file.wholeLines();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
