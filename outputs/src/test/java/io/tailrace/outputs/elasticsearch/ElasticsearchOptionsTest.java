package io.tailrace.outputs.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.outputs.elasticsearch.Target.DataStream;
import io.tailrace.outputs.elasticsearch.Target.Index;
import io.tailrace.outputs.http.HttpOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchOptionsTest {
  private static final HttpOptions HTTP =
      new HttpOptions(Duration.ofSeconds(1), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "A", "a/b", "a b", "-a", "_a", "+a", ".", "..", "a?b", "a#", "a\n", "é", "a,b"
      })
  void nameThatIsNoIndexIsNotTaken(String name) {
    assertThatThrownBy(() -> new Index(name)).hasMessageContaining("name of an index");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a-b", "A", "a/b", "_a", "a\n", "*"})
  void partThatIsNoneOfADataStreamIsNotTaken(String part) {
    assertThatThrownBy(() -> new DataStream(part, "default")).hasMessageContaining("dataset");
    assertThatThrownBy(() -> new DataStream("app", part)).hasMessageContaining("namespace");
  }

  @Test
  void namesAreTaken() {
    assertThat(new DataStream("my.app_1", "prod").indexName()).isEqualTo("logs-my.app_1-prod");
    assertThat(new Index("logs-2026.01.02").indexName()).isEqualTo("logs-2026.01.02");
    assertThatThrownBy(() -> new Index("a".repeat(256))).hasMessageContaining("255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"es:9200", "ftp://es", "http:///x", "http://es/?a=b", "http://es/#a"})
  void urlThatCannotBeUsedIsNotTaken(String url) {
    assertThatThrownBy(() -> options(url, new Index("a"), false, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valuesOutOfRangeAreNotTaken() {
    assertThatThrownBy(() -> options("http://es", new Index("a"), false, 10, 1))
        .hasMessageContaining("gzip");
    assertThatThrownBy(() -> options("http://es", new Index("a"), false, 1, 0))
        .hasMessageContaining("in flight");
    assertThatThrownBy(() -> options("http://es", new Index("a"), true, 1, 1))
        .hasMessageContaining("data stream");
  }

  private static ElasticsearchOptions options(
      String url, Target target, boolean template, int gzip, int inFlight) {
    return new ElasticsearchOptions(
        "e", List.of(URI.create(url)), HTTP, target, gzip, Optional.empty(), template, inFlight);
  }
}
