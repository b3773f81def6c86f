package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MappingAdviceTest {
  private final FieldTable table = new FieldTable();

  @Test
  void aFieldOfTwoTypesIsNamedWithItsLines() {
    add(3, "{\"status\":200,\"ok\":\"yes\"}");
    add(17, "{\"status\":\"none\",\"ok\":\"no\"}");
    add(18, "{\"status\":404}");

    assertThat(advice())
        .containsExactly(
            "Elasticsearch: `status` is number in line 3, text in line 17. The first that an index"
                + " gets decides on its type; documents with another are refused, or with"
                + " ignore_malformed the field is left out of the index. Have it written in one"
                + " type only.");
  }

  @Test
  void booleansGoWithNothingElse() {
    add(1, "{\"a\":true,\"b\":true,\"c\":false}");
    add(2, "{\"a\":1,\"b\":\"x\",\"c\":true}");

    assertThat(advice())
        .hasSize(2)
        .anyMatch(line -> line.contains("`a` is true or false in line 1, number in line 2"))
        .anyMatch(line -> line.contains("`b` is true or false in line 1, text in line 2"));
  }

  @Test
  void numbersInQuotesGoWithNumbersAndWithText() {
    add(1, "{\"a\":17,\"b\":\"17\",\"c\":null,\"d\":[1,2],\"e\":1}");
    add(2, "{\"a\":\"18\",\"b\":\"x\",\"c\":1,\"d\":3,\"e\":1.5}");

    assertThat(advice()).isEmpty();
  }

  @Test
  void aValueAndAnObjectOfOneNameClash() {
    add(1, "{\"user\":\"anna\",\"user_id\":1,\"empty\":1}");
    add(2, "{\"user\":{\"name\":\"bob\"},\"user.id\":2}");
    add(3, "{\"empty\":{}}");

    assertThat(advice())
        .containsExactly(
            "Elasticsearch: `empty` is number in line 1, object in line 3. The first that an index"
                + " gets decides on its type; documents with another are refused, or with"
                + " ignore_malformed the field is left out of the index. Have it written in one"
                + " type only.",
            "Elasticsearch: `user` is a value in line 1, and `user.id` makes it an object in line"
                + " 2. An index takes one of them and refuses documents with the other: give one"
                + " another name.");
  }

  @Test
  void namesThatElasticsearchRefusesAreNamed() {
    add(1, "{\".a\":1,\"b.\":1,\"c..d\":1,\"e\":{\" \":1},\"f.g\":1}");
    add(2, "{\"x\":".repeat(21) + "1" + "}".repeat(21));

    assertThat(advice())
        .hasSize(5)
        .filteredOn(line -> line.contains("nothing before, after or between its dots"))
        .hasSize(4);
    assertThat(advice().getLast()).contains("is deeper than the 20 levels");
  }

  @Test
  void manyFieldsAreCountedWithTheirObjects() {
    for (int i = 0; i < 500; i++) {
      add(i, "{\"users\":{\"u%d\":{\"seen\":1}}}".formatted(i));
    }
    add(1, "{\"a\":1}");
    add(2, "{\"a\":1}");

    assertThat(advice())
        .singleElement()
        .asString()
        .startsWith("Elasticsearch: 1,002 field names, objects included; an index takes 1,000")
        .contains("500 of them are in one record only");
  }

  @Test
  void ofMuchTroubleTheFirstIsShown() {
    for (int i = 0; i < 15; i++) {
      add(1, "{\"f%d\":1}".formatted(i));
      add(2, "{\"f%d\":\"x\"}".formatted(i));
    }

    assertThat(advice()).hasSize(11);
    assertThat(advice().getLast())
        .isEqualTo("Elasticsearch: 5 more fields have values of two types.");
  }

  private List<String> advice() {
    return new MappingAdvice(table).advice();
  }

  private void add(long line, String document) {
    table.add(document.getBytes(UTF_8), 0, new Spot("", line));
  }
}
