package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any text around a secret, which stands between blanks: it never comes out, however it is
 * redacted.
 *
 * <p>An input is a byte that chooses the secret, one that says how much of the rest stands before
 * it, and the text.
 */
class PlantedSecretFuzzTest {
  /**
   * What is planted.
   *
   * @param text what stands in the line
   * @param secret the part of it that must not come out
   */
  private record Planted(String text, String secret) {
    static Planted whole(String secret) {
      return new Planted(secret, secret);
    }
  }

  private static final List<Planted> SECRETS =
      List.of(
          Planted.whole("zoe.quill@mail.example.org"),
          Planted.whole("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ6b2UifQ.c2lnbmF0dXJlLW9mLXpvZQ"),
          Planted.whole("AKIAZ7QUILLZ7QUILLZ7"),
          Planted.whole("203.0.113.77"),
          Planted.whole("2001:db8:77::7a0e"),
          new Planted("https://zoe:zQuillPw7@db.example.org/x", "zQuillPw7"),
          new Planted("Bearer zQuillTokenzQuillToken77", "zQuillTokenzQuillToken77"),
          new Planted("password=zQuillPw7", "zQuillPw7"),
          new Planted("api_key: 'zQuillPw7 and more'", "zQuillPw7"),
          new Planted("{\"token\":\"zQuillPw7\"}", "zQuillPw7"),
          new Planted("\\\"token\\\":\\\"zQuillPw7\\\"", "zQuillPw7"));

  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  private final List<Redactor> redactors =
      Arrays.stream(RedactionStyle.values()).map(Redacting::redactor).toList();

  @MethodSource
  @FuzzTest
  void itNeverComesOut(byte[] input) {
    if (input.length < 2) {
      return;
    }
    Planted planted = SECRETS.get(Math.floorMod(input[0], SECRETS.size()));
    int cut = 2 + Math.floorMod(input[1], input.length - 1);
    String before = new String(input, 2, cut - 2, UTF_8);
    String after = new String(input, cut, input.length - cut, UTF_8);
    if ((before + after).contains(planted.secret())) {
      return; // It may stand there as anything.
    }
    if (planted.text().indexOf('\'') >= 0 && before.indexOf('\'') >= 0) {
      return; // A quote that is open already ends where the planted one should begin.
    }
    String line = before + " " + planted.text() + " " + after;
    // Names of an object's members stay as they are, that of one without a value too.
    if (isInAName(line, planted.secret()) || isInAName(line + "0", planted.secret())) {
      return;
    }
    for (Redactor redactor : redactors) {
      assertThat(Redacting.redacted(redactor, line)).as(line).doesNotContain(planted.secret());
    }
  }

  private static boolean isInAName(String line, String secret) {
    // To the redactor these are blanks, to Jackson they are not.
    String json = line.replace('\f', ' ').replace('\u000B', ' ');
    try (JsonParser parser = LENIENT.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME && parser.currentName().contains(secret)) {
          return true;
        }
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }

  static Stream<byte[]> itNeverComesOut() {
    List<String> around =
        List.of(
            "",
            "{\"message\":\"|\",\"n\":1}",
            "{\"a\":{\"b\":[\"x\\\"y|z\\\\\"]}}",
            "level=info user='|' password=x",
            "Authorization: Basic |; token=\"",
            "{\"m\":\"{\\\"a\\\":\\\"|\\\"}\"}",
            "http://a:b@c?x=1&|&token=y",
            "{\"m\n\b[secret|]es",
            "{\"a\":1,\"m|",
            "{\"mes|sage\"",
            "{\"mes|sage\":",
            "0&&token=|;kp::\"",
            "[secret]|[email]");
    return Stream.iterate(0, i -> i < SECRETS.size() * around.size(), i -> i + 1)
        .map(i -> input(i % SECRETS.size(), around.get(i / SECRETS.size())));
  }

  private static byte[] input(int secret, String around) {
    byte[] text = around.replace("|", "").getBytes(UTF_8);
    var bytes = new ByteArrayOutputStream();
    bytes.write(secret);
    bytes.write(Math.max(0, around.indexOf('|')));
    bytes.writeBytes(text);
    return bytes.toByteArray();
  }
}
