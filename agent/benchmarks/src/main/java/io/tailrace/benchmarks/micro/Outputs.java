package io.tailrace.benchmarks.micro;

import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.elasticsearch.ElasticsearchOptions;
import io.tailrace.outputs.elasticsearch.ElasticsearchOutput;
import io.tailrace.outputs.elasticsearch.Target;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.loki.LokiOptions;
import io.tailrace.outputs.loki.LokiOutput;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The encoders as the outputs make them; nothing is connected to. */
final class Outputs {
  /** When the records are said to have been read, nanoseconds since 1970. */
  static final long READ_NANOS = Samples.START.getEpochSecond() * 1_000_000_000L;

  private static final HttpOptions HTTP =
      new HttpOptions(Duration.ofSeconds(30), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM);

  private Outputs() {}

  static Encoder encoder(String output) {
    try (Output made = output(output)) {
      return made.newEncoder();
    }
  }

  private static Output output(String name) {
    InstantSource clock = InstantSource.fixed(Samples.START);
    URI nowhere = URI.create("http://127.0.0.1:9");
    return switch (name) {
      case "elasticsearch" ->
          new ElasticsearchOutput(
              new ElasticsearchOptions(
                  name,
                  List.of(nowhere),
                  HTTP,
                  new Target.DataStream("generic", "default"),
                  0,
                  Optional.empty(),
                  false,
                  1),
              clock);
      case "loki" -> new LokiOutput(LokiOptions.of(name, nowhere, HTTP), clock);
      default -> throw new IllegalArgumentException("no output " + name);
    };
  }
}
