package io.tailrace.outputs.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads pairs by the rules of Go's logfmt decoder, which Loki's is made of; strict as it is. */
public final class GoLogfmt {
  private final String line;
  private int at;

  private GoLogfmt(String line) {
    this.line = line;
  }

  /** The pairs in their order; a line that Go would not read is a failure. */
  public static List<Map.Entry<String, String>> parse(String line) {
    var reader = new GoLogfmt(line);
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    while (reader.at < line.length()) {
      if (line.charAt(reader.at) <= ' ') {
        reader.at++;
      } else {
        pairs.add(Map.entry(reader.key(), reader.value()));
      }
    }
    return pairs;
  }

  private String key() {
    int from = at;
    while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != '=') {
      assertThat(line.charAt(at)).as(line).isNotEqualTo('"').isNotEqualTo('\uFFFD');
      at++;
    }
    assertThat(at).as("a name in %s", line).isGreaterThan(from);
    return line.substring(from, at);
  }

  private String value() {
    assertThat(at < line.length() && line.charAt(at) == '=').as("a value in %s", line).isTrue();
    at++;
    return at < line.length() && line.charAt(at) == '"' ? quoted() : bare();
  }

  private String bare() {
    int from = at;
    while (at < line.length() && line.charAt(at) > ' ') {
      assertThat(line.charAt(at)).as(line).isNotIn('"', '=', '\uFFFD');
      at++;
    }
    return line.substring(from, at);
  }

  /** What Go's {@code unquoteBytes} makes of a JSON string. */
  private String quoted() {
    int from = at++;
    while (line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    assertThat(at == line.length() || line.charAt(at) <= ' ').as("an end in %s", line).isTrue();
    String json = "{\"v\":" + line.substring(from, at) + "}";
    return String.valueOf(Json.parse(json).get("v"));
  }
}
