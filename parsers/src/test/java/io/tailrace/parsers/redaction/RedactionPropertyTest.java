package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets that are planted at random into lines of all shapes never come out. */
class RedactionPropertyTest {
  private static final JsonMapper JACKSON = JsonMapper.shared();
  private static final int LINES = 1_000;
  private static final String ALPHABET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /**
   * What is planted.
   *
   * @param text what stands in the line
   * @param secret the part of it that must not come out
   */
  private record Planted(String text, String secret) {}

  private static final List<Function<Random, Planted>> KINDS =
      List.of(
          random -> whole(card(random)),
          random -> whole(word(random, 8) + "@" + word(random, 6) + ".example.org"),
          random ->
              whole(
                  "10."
                      + random.nextInt(256)
                      + "."
                      + random.nextInt(256)
                      + "."
                      + (1 + random.nextInt(255))),
          random ->
              whole("2001:db8::" + Integer.toHexString(0x1000 + random.nextInt(0xEFFF)) + ":1"),
          random -> after("Bearer ", "t0" + word(random, 30)),
          random ->
              whole("eyJ" + word(random, 20) + ".eyJ" + word(random, 20) + "." + word(random, 20)),
          random -> whole("AKIA" + word(random, 16).toUpperCase(Locale.ROOT)),
          random -> after("password=", "p" + word(random, 12)),
          random -> whole("ghp_" + word(random, 36)),
          random -> {
            String token = "p" + word(random, 12);
            return new Planted("--token " + token + " ", token);
          },
          random -> {
            String password = "p" + word(random, 12);
            return new Planted("https://bob:" + password + "@example.org/x", password);
          });

  @ParameterizedTest
  @EnumSource(RedactionStyle.class)
  void plantedSecretsNeverSurviveAndJsonStaysWhatItWas(RedactionStyle style) {
    for (int seed = 0; seed < LINES; seed++) {
      Random random = new Random(seed);
      List<String> secrets = new ArrayList<>();
      ObjectNode object = object(random, secrets, 0);
      String line = random.nextBoolean() ? object.toString() : object.toPrettyString();
      Redactor redactor = Redacting.redactor(style);

      String redacted = Redacting.redacted(redactor, line);

      assertThat(secrets).as("seed %d: %s", seed, line).noneMatch(redacted::contains);
      assertSameStructure(JACKSON.readTree(line), JACKSON.readTree(redacted), seed);
      if (style != RedactionStyle.REMOVE) {
        assertThat(Redacting.redacted(redactor, redacted)).as("seed %d", seed).isEqualTo(redacted);
      }
      assertThat(redactor.counts().values().stream().mapToLong(Long::longValue).sum())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(secrets.isEmpty() ? 0 : 1);
    }
  }

  @ParameterizedTest
  @EnumSource(RedactionStyle.class)
  void plantedSecretsNeverSurviveInPlainLines(RedactionStyle style) {
    for (int seed = 0; seed < LINES; seed++) {
      Random random = new Random(seed);
      List<String> secrets = new ArrayList<>();
      String line = line(random, secrets);
      Redactor redactor = Redacting.redactor(style);

      String redacted = Redacting.redacted(redactor, line);

      assertThat(secrets).as("seed %d: %s", seed, line).noneMatch(redacted::contains);
      if (style != RedactionStyle.REMOVE) {
        assertThat(Redacting.redacted(redactor, redacted)).as("seed %d", seed).isEqualTo(redacted);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RedactionStyle.class)
  void lineWithoutSecretsStaysAsItIs(RedactionStyle style) {
    Redactor redactor = Redacting.redactor(style);
    for (int seed = 0; seed < LINES; seed++) {
      Random random = new Random(seed);
      String line =
          "2026-11-22T10:%02d:%02d.%03dZ INFO [main-%d] c.e.shop.Cart - order %d took %d.%d ms, trace=%016x"
              .formatted(
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1000),
                  random.nextInt(99),
                  random.nextInt(1_000_000),
                  random.nextInt(1000),
                  random.nextInt(10),
                  random.nextLong());
      if (line.matches(".*=\\d{16}")) {
        continue; // One in two thousand is all digits, and may be a card's number.
      }
      assertThat(Redacting.redacted(redactor, line)).isEqualTo(line);
    }
  }

  private static String line(Random random, List<String> secrets) {
    StringBuilder line = new StringBuilder();
    boolean logfmt = random.nextBoolean();
    int words = 1 + random.nextInt(8);
    for (int i = 0; i < words; i++) {
      line.append(i == 0 ? "" : " ");
      String text = random.nextInt(3) == 0 ? plant(random, secrets) : word(random, 5);
      line.append(logfmt ? "k" + i + "=\"" + text + "\"" : text);
    }
    return line.toString();
  }

  private static ObjectNode object(Random random, List<String> secrets, int depth) {
    ObjectNode object = JACKSON.createObjectNode();
    int members = 1 + random.nextInt(5);
    for (int i = 0; i < members; i++) {
      String name = "f" + i;
      switch (random.nextInt(7)) {
        case 0 -> object.put(name, random.nextInt());
        case 1 -> object.put(name, random.nextBoolean());
        case 2 -> object.put(name, text(random, secrets));
        case 3 -> {
          String secret = word(random, 10) + "\"\\\n" + word(random, 10);
          secrets.add(secret.substring(0, 10));
          secrets.add(secret.substring(13));
          object.put(random.nextBoolean() ? "db_password" : "accessToken", secret);
        }
        case 4 -> {
          String card = card(random);
          secrets.add(card);
          object.put(name, Long.parseLong(card));
        }
        case 5 -> {
          if (depth < 3) {
            object.set(name, object(random, secrets, depth + 1));
          }
        }
        default -> {
          ArrayNode array = object.putArray(name);
          array.add(text(random, secrets)).add(random.nextDouble());
        }
      }
    }
    return object;
  }

  /** With what JSON has to escape, and sometimes another JSON text, in it. */
  private static String text(Random random, List<String> secrets) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(
          List.of(" ", "\n", "\t", "\"", "'", "é ", "\\ ", " \uD83D\uDE00 ", "(", ", ")
              .get(random.nextInt(10)));
      text.append(random.nextBoolean() ? plant(random, secrets) : word(random, 6));
      text.append(List.of(" ", "\n", "\"", ") ", ", ").get(random.nextInt(5)));
    }
    if (random.nextInt(5) == 0) {
      String secret = word(random, 12);
      secrets.add(secret);
      return JACKSON.createObjectNode().put("a", text.toString()).put("token", secret).toString();
    }
    return text.toString();
  }

  private static String plant(Random random, List<String> secrets) {
    Planted planted = KINDS.get(random.nextInt(KINDS.size())).apply(random);
    secrets.add(planted.secret());
    return planted.text();
  }

  private static Planted whole(String secret) {
    return new Planted(secret, secret);
  }

  private static Planted after(String before, String secret) {
    return new Planted(before + secret, secret);
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }

  private static String card(Random random) {
    StringBuilder digits = new StringBuilder("4");
    for (int i = 0; i < 14; i++) {
      digits.append(random.nextInt(10));
    }
    int sum = 0;
    for (int i = 14; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      int value = (14 - i) % 2 == 0 ? digit * 2 : digit;
      sum += value > 9 ? value - 9 : value;
    }
    return digits.append((10 - sum % 10) % 10).toString();
  }

  /** The same members, elements and kinds; but a number may have become a text. */
  static void assertSameStructure(JsonNode before, JsonNode after, int seed) {
    if (before.isObject()) {
      assertThat(after.isObject()).as("seed %d", seed).isTrue();
      assertThat(after.propertyNames()).as("seed %d", seed).isEqualTo(before.propertyNames());
      for (Map.Entry<String, JsonNode> member : before.properties()) {
        assertSameStructure(member.getValue(), after.get(member.getKey()), seed);
      }
    } else if (before.isArray()) {
      assertThat(after.size()).as("seed %d", seed).isEqualTo(before.size());
      for (int i = 0; i < before.size(); i++) {
        assertSameStructure(before.get(i), after.get(i), seed);
      }
    } else if (!before.isNumber() || !after.isString()) {
      assertThat(after.getNodeType()).as("seed %d", seed).isEqualTo(before.getNodeType());
    }
  }

  /** The bytes of a text, to be made shorter or wrong. */
  static byte[] bytes(int seed) {
    Random random = new Random(seed);
    return object(random, new ArrayList<>(), 0).toString().getBytes(UTF_8);
  }
}
