package io.tailrace.outputs.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was written as strictly as can be. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static Map<String, Object> parse(String json) {
    assertThat(json).doesNotContain("\n", "\r");
    return MAPPER.readValue(json, new TypeReference<>() {});
  }
}
