package io.tailrace.outputs.console;

import static io.tailrace.outputs.console.Records.lines;
import static io.tailrace.outputs.console.Records.message;
import static io.tailrace.outputs.console.Records.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Selection;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdoutOutputTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void recordsAreWrittenAsTheDocumentsOfElasticsearchOnePerLine() {
    StdoutOutput output = StdoutOutput.ndjson("stdout", out);
    Batch batch = Records.encode(output.newEncoder(), message("a"), message("b"));

    assertThat(output.send(Selection.all(batch))).isEqualTo(new Delivered());

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"@timestamp":"2026-01-02T03:04:05.123456789Z","message":"a","log.file.path":"/var/log/app.log","log.offset":0}
            {"@timestamp":"2026-01-02T03:04:05.123456789Z","message":"b","log.file.path":"/var/log/app.log","log.offset":100}
            """);
  }

  @Test
  void recordsAreWrittenForPeopleWhenAsked() {
    StdoutOutput output = StdoutOutput.pretty("stdout", out, ZoneOffset.UTC, false);
    Batch batch = Records.encode(output.newEncoder(), message("a"));

    output.send(Selection.all(batch));

    assertThat(out.toString(UTF_8)).isEqualTo("03:04:05.123 -     a\n");
  }

  @Test
  void onlyTheSelectedRecordsAreWritten() {
    Batch batch = lines("a", "b", "c", "d", "e");

    StdoutOutput.ndjson("stdout", out).send(new Selection(batch, new int[] {0, 2, 3}));

    assertThat(out.toString(UTF_8)).isEqualTo(text(batch, 0) + text(batch, 2) + text(batch, 3));
  }

  @Test
  void closedPipeIsSaidToBeClosed() throws Exception {
    Process reader =
        new ProcessBuilder("sh", "-c", "exec 0<&-; echo closed; exec sleep 60").start();
    try {
      assertThat(reader.inputReader(UTF_8).readLine()).isEqualTo("closed");

      assertThat(
              StdoutOutput.ndjson("stdout", reader.getOutputStream())
                  .send(Selection.all(lines("a"))))
          .isEqualTo(new Blocked("stdout is closed"));
    } finally {
      reader.destroy();
    }
  }

  @Test
  void fullDiskIsTriedAgain() throws Exception {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      assertThat(StdoutOutput.ndjson("stdout", full).send(Selection.all(lines("a"))))
          .isEqualTo(new Delivery.TryAgain(Optional.empty(), "stdout: No space left on device"));
    }
  }

  @Test
  void afterAFailureTheNextLineDoesNotContinueTheHalfOne(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("stdout");
    Batch batch = lines("a");
    try (OutputStream halfWay = new HalfWay(Files.newOutputStream(file))) {
      StdoutOutput output = StdoutOutput.ndjson("stdout", halfWay);
      output.send(Selection.all(batch));

      assertThat(output.send(Selection.all(batch))).isEqualTo(new Delivered());
    }
    assertThat(Files.readString(file)).isEqualTo(text(batch).substring(0, 10) + "\n" + text(batch));
  }

  /** Fails once, after ten bytes. */
  private static final class HalfWay extends OutputStream {
    private final OutputStream target;
    private boolean failed;

    HalfWay(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      target.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (!failed) {
        failed = true;
        target.write(bytes, from, 10);
        throw new IOException("No space left on device");
      }
      target.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
