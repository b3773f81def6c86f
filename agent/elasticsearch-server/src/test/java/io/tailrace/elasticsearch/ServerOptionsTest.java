package io.tailrace.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {
  @Test
  void everyOptionIsTaken() {
    var options =
        ServerOptions.parse(
            List.of(
                "--port",
                "9200",
                "--data",
                "/data",
                "--until-input-ends",
                "-E",
                "a.b=c=d",
                "-E",
                "e=f"));

    assertThat(options)
        .isEqualTo(new ServerOptions(9200, Path.of("/data"), Map.of("a.b", "c=d", "e", "f"), true));
  }

  @Test
  void thePortIsAFreeOneUnlessItIsGiven() {
    assertThat(ServerOptions.parse(List.of("--data", "/data")).port()).isZero();
  }

  @Test
  void whatCannotBeUnderstoodIsNamed() {
    assertThatThrownBy(() -> ServerOptions.parse(List.of("--dta", "/data")))
        .hasMessageContaining("unknown option --dta")
        .hasMessageContaining("usage:");
    assertThatThrownBy(() -> ServerOptions.parse(List.of("--data")))
        .hasMessageContaining("--data needs a value");
    assertThatThrownBy(() -> ServerOptions.parse(List.of()))
        .hasMessageContaining("--data is missing");
    assertThatThrownBy(() -> ServerOptions.parse(List.of("--data", "/data", "--port", "70000")))
        .hasMessageContaining("--port: 70000");
    assertThatThrownBy(() -> ServerOptions.parse(List.of("--data", "/data", "--port", "http")))
        .hasMessageContaining("http");
  }
}
