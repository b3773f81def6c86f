package io.tailrace.outputs.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.outputs.http.HttpOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LokiOptionsTest {
  private static final HttpOptions HTTP =
      new HttpOptions(Duration.ofSeconds(1), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM);

  @ParameterizedTest
  @ValueSource(strings = {"loki:3100", "ftp://loki", "http:///path", "http:loki"})
  void aUrlIsHttpAndNamesAHost(String url) {
    assertThatThrownBy(() -> LokiOptions.of("loki", URI.create(url), HTTP))
        .hasMessageContaining("http://loki:3100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX-Admin: 1", "..", "a/b", "a|b"})
  void aTenantThatLokiWouldNotTakeIsRefused(String tenant) {
    assertThatThrownBy(() -> options(Map.of(), List.of(), Optional.of(tenant)))
        .hasMessageContaining("tenant");
  }

  @Test
  void aLabelNameIsGivenInTheFormLokiTakes() {
    assertThatThrownBy(() -> options(Map.of("service.name", "x"), List.of(), Optional.empty()))
        .hasMessageContaining("'service_name'");
  }

  @Test
  void anEmptyOrOverlongLabelIsRefused() {
    assertThatThrownBy(() -> options(Map.of("a", ""), List.of(), Optional.empty()))
        .hasMessageContaining("'a' is empty");
    assertThatThrownBy(() -> options(Map.of("a", "x".repeat(2049)), List.of(), Optional.empty()))
        .hasMessageContaining("'a' is too long");
  }

  @Test
  void moreLabelsThanLokiTakesAreRefusedTheServiceNotCounted() {
    List<String> fields = IntStream.range(0, 14).mapToObj(i -> "f" + i).toList();

    LokiOptions most = options(Map.of("service_name", "s", "a", "1"), fields, Optional.empty());

    assertThat(most.labelFields()).hasSize(14);
    assertThatThrownBy(() -> options(Map.of("a", "1", "b", "2"), fields, Optional.empty()))
        .hasMessage("Loki takes 15 labels on a stream; here are 16");
  }

  @ParameterizedTest
  @CsvSource({"0,0,maxAge", "36501,0,maxAge", "1,-1,maxFuture", "1,36501,maxFuture"})
  void agesThatMakeNoSenseAreRefused(long ageDays, long futureDays, String name) {
    assertThatThrownBy(() ->
            new LokiLimits(
                1, Duration.ofDays(ageDays), Duration.ofDays(futureDays), 1, 1, 1, 1, 1, 1))
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({"a.b-c,a_b_c", "1st,_1st", "é,_", "'',_", "Ok_9,Ok_9"})
  void namesAreMadeOfLettersDigitsAndUnderscores(String name, String clean) {
    assertThat(LabelNames.sanitise(name)).isEqualTo(clean);
  }

  private static LokiOptions options(
      Map<String, String> labels, List<String> labelFields, Optional<String> tenant) {
    return new LokiOptions(
        "loki",
        URI.create("http://loki:3100"),
        HTTP,
        labels,
        labelFields,
        List.of(),
        tenant,
        LokiLine.ORIGINAL,
        1,
        LokiLimits.DEFAULT);
  }
}
