package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedStepTest {
  private final List<Integer> fieldsBefore = new ArrayList<>();

  @Test
  void aRecordIsShownBeforeTheStepAndThenGoesThroughIt() {
    RecordReader reader = reader().through(new DropsSecond());
    reader.showing(record -> fieldsBefore.add(record.fieldCount()));
    var record = new LogRecord();

    assertThat(reader.next(record)).isTrue();
    assertThat(reader.isDropped()).isFalse();
    assertThat(reader.droppedBy()).isEmpty();
    assertThat(record.fieldCount()).isEqualTo(2);

    assertThat(reader.next(record)).isTrue();
    assertThat(reader.isDropped()).isTrue();
    assertThat(reader.droppedBy()).isEqualTo("its number");
    assertThat(fieldsBefore).containsExactly(1, 1);
  }

  @Test
  void withoutAStepARecordIsOnlyShown() {
    RecordReader reader = reader();
    reader.showing(record -> fieldsBefore.add(record.fieldCount()));

    assertThat(reader.next(new LogRecord())).isTrue();

    assertThat(reader.isDropped()).isFalse();
    assertThat(fieldsBefore).containsExactly(1);
  }

  private static RecordReader reader() {
    var reader = new RecordReader(ParserChoice.JSON, Multiline.NONE, 1_000);
    byte[] lines = "{\"a\":1}\n{\"a\":2}\n".getBytes(US_ASCII);
    reader.start(lines, 0, lines.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    return reader;
  }

  private static final class DropsSecond implements RecordStep {
    private static final byte[] NAME = {'b'};
    private int count;

    @Override
    public boolean apply(LogRecord record) {
      record.addField(NAME, 0, 1, NAME, 0, 1, ValueKind.TEXT);
      return ++count < 2;
    }

    @Override
    public String droppedBy() {
      return "its number";
    }
  }
}
