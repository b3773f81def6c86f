package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentFieldsTest {
  @Test
  void eachValueHasItsPathAndType() {
    assertThat(
            fields(
                """
                {"a":"x","b":17,"c":true,"d":null,"e":{"f":-1.5e3,"g":{"h":"17"}},"i.j":"-2.5","k":{}}
                """))
        .containsExactly(
            "a TEXT x",
            "b NUMBER 17",
            "c BOOLEAN true",
            "e.f NUMBER -1.5e3",
            "e.g.h NUMERIC_TEXT 17",
            "i.j NUMERIC_TEXT -2.5",
            "k OBJECT ");
  }

  @Test
  void anArrayIsItsValues() {
    assertThat(fields("{\"a\":[1, \"x\" ,[false,null],{\"b\":2},{}],\"c\":[],\"d\":0}"))
        .containsExactly(
            "a NUMBER 1", "a TEXT x", "a BOOLEAN false", "a.b NUMBER 2", "a OBJECT ", "d NUMBER 0");
  }

  @Test
  void namesAreWithoutTheirEscapes() {
    assertThat(fields("{\"a\\\"b\":{\"\\u00e9\":\"q\\\"}\"}}"))
        .containsExactly("a\"b.é TEXT q\\\"}");
  }

  @Test
  void whatIsNoNumberInQuotesIsText() {
    for (String text : List.of("", "-", ".", "1.2.3", "1e5", "0x1", "1 ")) {
      assertThat(fields("{\"a\":\"" + text + "\"}")).containsExactly("a TEXT " + text);
    }
  }

  @Test
  void whatIsTooDeepIsNotLookedInto() {
    String deep = "{\"a\":".repeat(DocumentFields.MAX_DEPTH + 5) + "1" + "}".repeat(25);
    assertThat(fields(deep))
        .containsExactly("a" + ".a".repeat(DocumentFields.MAX_DEPTH - 1) + " TOO_DEEP ");

    String arrays = "{\"a\":" + "[".repeat(30) + "1" + "]".repeat(30) + ",\"b\":2}";
    assertThat(fields(arrays)).containsExactly("b NUMBER 2");
  }

  @Test
  void anObjectWithoutMembersHasNoFields() {
    assertThat(fields("{}")).isEmpty();
  }

  private static List<String> fields(String json) {
    List<String> fields = new ArrayList<>();
    byte[] bytes = (" " + json).getBytes(UTF_8);
    new DocumentFields((path, length, type, value, from, to) ->
        fields.add(
            "%s %s %s"
                .formatted(
                    new String(path, 0, length, UTF_8),
                    type,
                    new String(value, from, to - from, UTF_8))))
        .walk(bytes, 1);
    return fields;
  }
}
