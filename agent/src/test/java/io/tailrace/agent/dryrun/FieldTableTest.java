package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FieldTableTest {
  private final FieldTable table = new FieldTable();

  @Test
  void fieldsHaveTheirRecordsTypesAndValues() {
    add(1, "{\"a\":1,\"b\":[\"x\",\"y\"]}");
    add(2, "{\"b\":\"y\",\"a\":\"z\"}");
    add(7, "{\"a\":1,\"b\":\"y\"}");

    assertThat(table.documents()).isEqualTo(3);
    assertThat(table.fields()).containsOnlyKeys("a", "b");
    FieldFigures a = figures("a");
    assertThat(a.records()).isEqualTo(3);
    assertThat(a.values()).isEqualTo(2);
    assertThat(a.typeNames()).isEqualTo("number, text");
    assertThat(a.types())
        .isEqualTo(Map.of(JsonType.NUMBER, new Spot("", 1), JsonType.TEXT, new Spot("", 2)));
    assertThat(figures("b").records()).isEqualTo(3);
    assertThat(figures("b").values()).isEqualTo(2);
  }

  @Test
  void itIsBoundedWhateverTheNames() {
    for (int i = 0; i < FieldTable.MOST + 10; i++) {
      add(i + 1, "{\"f%d\":%d}".formatted(i, i));
    }
    add(1, "{\"" + "x".repeat(FieldTable.LONGEST + 1) + "\":1}");
    add(1, "{\"f0\":1}");

    assertThat(table.fields()).hasSize(FieldTable.MOST);
    assertThat(table.others()).isEqualTo(11);
    assertThat(figures("f0").records()).isEqualTo(2);
  }

  @Test
  void ofManyFieldsOfManyValuesItSaysWhereItStoppedCounting() {
    int values = DistinctValues.MOST + 1;
    int fields = FieldTable.VALUES / DistinctValues.MOST + 1;
    for (int i = 0; i < values; i++) {
      StringBuilder document = new StringBuilder("{");
      for (int field = 0; field < fields; field++) {
        document.append(field == 0 ? "" : ",").append("\"f%d\":%d".formatted(field, i));
      }
      add(1, document.append('}').toString());
    }

    assertThat(table.fields().values()).allMatch(FieldFigures::hasMoreValues);
    assertThat(table.fields().values().stream().mapToInt(FieldFigures::values).sum())
        .isEqualTo(FieldTable.VALUES);
  }

  private FieldFigures figures(String field) {
    return Objects.requireNonNull(table.fields().get(field));
  }

  private void add(long line, String document) {
    table.add(document.getBytes(UTF_8), 0, new Spot("", line));
  }
}
