package io.tailrace.outputs.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.loki.SharedNames.Claim;
import io.tailrace.outputs.loki.SharedNames.Place;
import io.tailrace.outputs.loki.SharedNames.Shared;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import io.tailrace.parsers.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedNamesTest {
  @Test
  void twoFieldsOfOneNameAreFoundWhereverTheyAreNamed() {
    var source = new LinkedHashMap<String, String>();
    source.put("kubernetes.labels.a-b", "1");
    source.put("kubernetes.labels.a_b", "2");

    assertThat(
            SharedNames.of(
                Map.of("env", "prod"),
                List.of("team.name", "team_name", "env"),
                List.of("user.id", "user_id", "filename"),
                List.of(source)))
        .containsExactly(
            new Shared(
                "team_name",
                new Claim(Place.LABEL_FIELDS, "team.name"),
                new Claim(Place.LABEL_FIELDS, "team_name")),
            new Shared("env", new Claim(Place.LABELS, "env"), new Claim(Place.LABEL_FIELDS, "env")),
            new Shared(
                "user_id",
                new Claim(Place.METADATA_FIELDS, "user.id"),
                new Claim(Place.METADATA_FIELDS, "user_id")),
            new Shared(
                "kubernetes_labels_a_b",
                new Claim(Place.SOURCE, "kubernetes.labels.a-b"),
                new Claim(Place.SOURCE, "kubernetes.labels.a_b")));
  }

  @Test
  void oneFieldInSeveralPlacesSharesWithNobody() {
    assertThat(
            SharedNames.of(
                Map.of("service_name", "shop", "env", "prod"),
                List.of("log.file.path", "team", "level"),
                List.of("trace.id", "team", "log.level", "stream"),
                List.of(
                    Map.of("service.name", "x", "team", "red", "env", "prod"),
                    Map.of("team", "blue"))))
        .isEmpty();
  }

  @Test
  void whatTheAgentItselfSaysIsNoNameForAField() {
    assertThat(
            SharedNames.of(
                Map.of(), List.of(), List.of("log_flags"), List.of(Map.of("level", "x"))))
        .extracting(Shared::name)
        .containsExactly("log_flags", "level");
  }

  @Test
  void eachNameIsThereOnceInMetadataAndTheFirstFieldHasIt() throws Exception {
    var fields = new LinkedHashMap<String, String>();
    fields.put("a.b", "1");
    fields.put("a_b", "2");
    fields.put("level", "none");
    fields.put("filename", "none");
    var batch = new Batch(1024);
    var encoder = new LokiEncoder(OPTIONS, new Streams("loki", 10));

    Events.line("x")
        .level(Severity.INFO)
        .to(encoder, new Source("AAAAAAAAAAAAAAAA", "/var/log/a.log", fields), batch);

    byte[] bytes = Arrays.copyOf(batch.bytes(), batch.size());
    assertThat(StreamAdapter.parseFrom(bytes).getEntries(0).getStructuredMetadataList())
        .containsExactly(
            pair("filename", "/var/log/a.log"), pair("a_b", "1"), pair("level", "info"));
  }

  private static final LokiOptions OPTIONS =
      new LokiOptions(
          "loki",
          URI.create("http://localhost:3100"),
          new HttpOptions(
              Duration.ofSeconds(5), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM),
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          LokiLine.ORIGINAL,
          1,
          LokiLimits.DEFAULT);

  private static LabelPairAdapter pair(String name, String value) {
    return LabelPairAdapter.newBuilder().setName(name).setValue(value).build();
  }
}
