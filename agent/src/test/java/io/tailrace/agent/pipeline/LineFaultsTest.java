package io.tailrace.agent.pipeline;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with lines, in real files that a catalog finds and a pipeline reads. */
class LineFaultsTest {
  private static final int LARGE_EVENT = 256 * 1024;
  private static final long TWO_GB = 2L << 30;

  @TempDir Path volume;

  private PipelineRig rig;

  @BeforeEach
  void begin() {
    rig = new PipelineRig(volume, 1_000, 2);
  }

  @Test
  @Tag("T12")
  void unfinishedLineIsHeldAcrossPollsAndARestart() throws IOException {
    rig.append("a.log", "{\"n\":1}\n{\"n\":");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(2));
    rig.checkpoint();
    assertThat(rig.delivered()).containsExactly("{\"n\":1}");

    rig.restart();
    rig.wait(Duration.ofSeconds(2));
    rig.append("a.log", "2}\n");
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  @Tag("T12")
  void unfinishedLineIsNotSplitWhileItsRestKeepsComing() throws IOException {
    for (String piece : List.of("one ", "two ", "three ", "four\n")) {
      rig.append("a.log", piece);
      rig.wait(Duration.ofSeconds(4));
    }

    assertThat(rig.delivered()).containsExactly("one two three four");
  }

  @Test
  @Tag("T12")
  void unfinishedLineIsShippedOnceItIsIdleAndMarked() throws IOException {
    rig.append("a.log", "{\"n\":1}\nprompt> ");
    rig.wait(Duration.ofSeconds(8));
    rig.append("a.log", "answer\n");
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("{\"n\":1}", "prompt> [partial]", "answer");
  }

  @Test
  @Tag("T13")
  void characterThatIsSplitOverTwoWritesIsIntact() throws IOException {
    for (byte b : "é€😀 ж\nlast é\n".getBytes(UTF_8)) {
      rig.append("a.log", new byte[] {b});
      rig.turns(2);
    }
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("é€😀 ж", "last é");
  }

  @Test
  @Tag("T13")
  void characterThatIsSplitOverTwoReadsIsIntact() throws IOException {
    // Of three bytes each, so that chunks of any size end in each place of a character.
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(i + "€".repeat(100 + i % 7));
    }
    rig.append("a.log", String.join("\n", lines) + "\n");
    rig.turns(400);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactlyElementsOf(lines);
  }

  @Test
  @Tag("T14")
  void bytesThatAreNoUtf8AreReplacedAndOffsetsStayThoseOfTheFile() throws IOException {
    byte[] file = "{\"a\":\"x?\"}\n??\n{\"b\":2}\n".getBytes(UTF_8);
    file[7] = (byte) 0xFF;
    file[11] = (byte) 0xC3;
    file[12] = (byte) 0xE2;
    rig.append("a.log", file);
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered())
        .containsExactly(
            "{\"a\":\"x\uFFFD\"}[invalid_utf8]", "\uFFFD\uFFFD[invalid_utf8]", "{\"b\":2}");
    assertThat(rig.deliveredRecords())
        .extracting(PipelineRig.Delivered::offset)
        .containsExactly(0L, 11L, 14L);
    assertThat(rig.settled("a.log")).isEqualTo(file.length);
  }

  @Test
  @Tag("T15")
  void oneReturnIsStrippedEmptyLinesAdvanceAndAMarkIsStrippedAtTheBeginningOnly()
      throws IOException {
    String file = "\uFEFF{\"n\":1}\r\n\r\n\n{\"n\":2}\r\r\n\uFEFFtext\n\r\n";
    rig.append("a.log", file);
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("{\"n\":1}", "{\"n\":2}\r", "\uFEFFtext");
    assertThat(rig.settled("a.log")).isEqualTo(file.getBytes(UTF_8).length);
  }

  /** As copytruncate leaves it when the application did not open its log for appending. */
  @Test
  @Tag("T15")
  void holeThatAWriterLeavesInATruncatedFileIsPassedOver() throws IOException {
    Path file = volume.resolve("a.log");
    try (var writer = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var rotator = FileChannel.open(file, StandardOpenOption.WRITE)) {
      write(writer, "{\"n\":1}\n".repeat(10_000));
      settle();
      rotator.truncate(0);
      rig.turns(2);
      write(writer, "{\"n\":2}\n");
      settle();
      rotator.truncate(0);
      rig.turns(2);
      write(writer, "a\0b\n\0{\"n\":3}\n");
      settle();
    }

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      expected.add("{\"n\":1}");
    }
    expected.addAll(List.of("{\"n\":2}", "a\0b", "{\"n\":3}"));
    assertThat(rig.delivered()).containsExactlyElementsOf(expected);
    assertThat(rig.settled("a.log")).isEqualTo(Files.size(file));
  }

  private void settle() throws IOException {
    rig.turns(150);
    rig.wait(Duration.ofSeconds(1));
  }

  private static void write(FileChannel file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Test
  @Tag("T15")
  void holeOfGigabytesTakesNoMemory() throws IOException {
    rig = largeRig(Encoding.UTF_8);
    Path file = volume.resolve("a.log");
    writeAt(file, TWO_GB, "{\"n\":1}\n");
    long allocated = allocatedBytes();
    turnUntilRead();

    assertThat(allocatedBytes() - allocated).isLessThan(64L << 20);
    assertThat(rig.delivered()).containsExactly("{\"n\":1}");
    assertThat(rig.deliveredRecords().getFirst().offset()).isEqualTo(TWO_GB);
    assertThat(rig.settled("a.log")).isEqualTo(Files.size(file));
  }

  @Test
  @Tag("T15")
  void utf16IsReadWhereTheInputSaysSoAcrossWritesAndARestart() throws IOException {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      String name = charset.name() + ".log";
      rig = largeRig(Encoding.UTF_16);
      byte[] file = "\uFEFFäöü 😀\r\nERROR x\n\tat a.B.c(D.java)\n{\"n\":1}\n".getBytes(charset);
      for (int i = 0; i < file.length; i++) {
        rig.append(name, new byte[] {file[i]});
        rig.turns(1);
      }
      rig.wait(Duration.ofSeconds(1));
      rig.checkpoint();
      rig.restart();
      // The mark is known though the cursor is far behind it.
      rig.append(name, "\u0A0Ał\r\n".getBytes(charset));
      rig.wait(Duration.ofSeconds(1));

      assertThat(rig.deliveredRecords())
          .filteredOn(record -> record.offset() > 0)
          .extracting(PipelineRig.Delivered::offset)
          .containsExactly(2L, 18L, 70L, 86L);
      assertThat(rig.delivered())
          .containsExactly(
              "äöü 😀", "ERROR x\n\tat a.B.c(D.java)[multiline]", "{\"n\":1}", "\u0A0Ał");
      assertThat(rig.settled(name)).isEqualTo(file.length + 8);
      rig.close();
      Files.delete(volume.resolve(name));
    }
  }

  @Test
  @Tag("T16")
  void lineOverTheMaximumIsCutAtACharacterAndTheNextIsIntact() throws IOException {
    // The maximum of 1,000 bytes is in the middle of a character of three.
    rig.append("a.log", "€".repeat(2_000) + "\nnext\n");
    rig.turns(10);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("€".repeat(333) + "[truncated]", "next");
  }

  @Test
  @Tag("T16")
  void lineOfTwoGigabytesTakesNoMemoryAndTheNextIsIntact() throws IOException {
    rig = largeRig(Encoding.UTF_8);
    Path file = volume.resolve("a.log");
    // A hole stands for the line's bytes: they are read as any others are, and cost no disk.
    writeAt(file, 0, "INFO begins");
    writeAt(file, TWO_GB, "\n{\"n\":1}\n");
    long allocated = allocatedBytes();
    turnUntilRead();

    assertThat(allocatedBytes() - allocated).isLessThan(64L << 20);
    String cut = "INFO begins" + "\0".repeat(LARGE_EVENT - "INFO begins".length());
    assertThat(rig.delivered()).containsExactly(cut + "[truncated]", "{\"n\":1}");
    assertThat(rig.settled("a.log")).isEqualTo(Files.size(file));
  }

  @Test
  @Tag("T17")
  void tinyFilesAndIdenticalShortOnesAreShippedAll() throws IOException {
    List<String> names = List.of("a.log", "b.log", "c.log", "d.log", "e.log");
    for (String name : names) {
      rig.append(name, "{}\n");
    }
    rig.append("f.log", "x");
    rig.append("g.log", "x");
    rig.append("h.log", "\n");
    rig.append("i.log", "");
    rig.turns(2);
    rig.wait(Duration.ofMillis(500));
    assertThat(rig.delivered()).containsExactly("{}", "{}", "{}", "{}", "{}");

    rig.wait(Duration.ofSeconds(6));
    assertThat(rig.delivered())
        .containsExactlyInAnyOrder("{}", "{}", "{}", "{}", "{}", "x[partial]", "x[partial]");
    assertThat(rig.deliveredIds()).doesNotHaveDuplicates();
    rig.checkpoint();

    rig.restart();
    rig.wait(Duration.ofSeconds(6));
    assertThat(rig.delivered()).hasSize(7);
    assertThat(rig.settled("h.log")).isEqualTo(1);
  }

  private PipelineRig largeRig(Encoding encoding) {
    rig.close();
    return new PipelineRig(
        volume,
        1 << 20,
        2,
        LARGE_EVENT,
        () -> new RecordReader(ParserChoice.AUTO, Multiline.AUTO, encoding, LARGE_EVENT));
  }

  private void turnUntilRead() throws IOException {
    for (int i = 0; i < 2_000 && !(i > 2 && rig.isRead()); i++) {
      rig.turns(1);
    }
    rig.wait(Duration.ofSeconds(1));
  }

  private static void writeAt(Path file, long offset, String text) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.position(offset);
      write(channel, text);
    }
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
