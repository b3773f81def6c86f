package io.tailrace.agent.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the outputs have that speak HTTP, but for the URL. */
final class HttpDeclarations {
  static final Setting<String> USERNAME =
      Setting.optional(
          "USERNAME", TextKinds.TEXT, "For basic authentication, with `PASSWORD`", "tailrace");

  static final Setting<String> PASSWORD =
      Setting.secret("PASSWORD", "For basic authentication, with `USERNAME`", "correct-horse");

  static final Setting<String> BEARER_TOKEN =
      Setting.secret("BEARER_TOKEN", "For `Authorization: Bearer …`", "eyJhbGciOi");

  static final Setting<Map<String, String>> HEADERS =
      Setting.optional(
          "HEADERS", NetworkKinds.HEADERS, "Headers added to every request", "X-Team=payments");

  static final Setting<Integer> IN_FLIGHT =
      Setting.of(
          "IN_FLIGHT",
          QuantityKinds.count(1, 64),
          "4",
          "How many batches may be under way at once",
          "8");

  static final Setting<Duration> TIMEOUT =
      Setting.of(
          "TIMEOUT",
          QuantityKinds.time(Duration.ofMillis(100), Duration.ofMinutes(10)),
          "30s",
          "For one request, from connecting to the last byte of the answer",
          "1m");

  static final Setting<Path> CA_FILE =
      Setting.optional(
          "CA_FILE",
          PathKinds.READABLE_FILE,
          "Authorities to trust instead of the system's, PEM",
          "/etc/tailrace/ca.pem");

  static final Setting<Path> CERT_FILE =
      Setting.optional(
          "CERT_FILE",
          PathKinds.READABLE_FILE,
          "The client's certificate chain, PEM, with `KEY_FILE`",
          "/etc/tailrace/client.pem");

  static final Setting<Path> KEY_FILE =
      Setting.optional(
          "KEY_FILE",
          PathKinds.READABLE_FILE,
          "The client's unencrypted PKCS#8 key, PEM",
          "/etc/tailrace/client.key");

  static final Setting<Boolean> INSECURE =
      Setting.of(
          "INSECURE",
          TextKinds.YES_OR_NO,
          "false",
          "Accept any certificate of the server: for trying out only",
          "true");

  static final List<Setting<?>> ALL =
      List.of(
          USERNAME,
          PASSWORD,
          BEARER_TOKEN,
          HEADERS,
          IN_FLIGHT,
          TIMEOUT,
          CA_FILE,
          CERT_FILE,
          KEY_FILE,
          INSECURE);

  private HttpDeclarations() {}
}
