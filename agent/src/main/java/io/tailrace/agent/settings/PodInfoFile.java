package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A file of the downward API's volume, with the pod's labels or annotations:
 *
 * <pre>
 * app.kubernetes.io/name="shop"
 * example.org/note="two\nlines"
 * </pre>
 *
 * <p>What is in quotes is written as Go quotes text. A line that is not like this is left out and
 * said, without what is in it: metadata is no reason to ship nothing.
 */
final class PodInfoFile {
  /** A label's or annotation's name, with its prefix. */
  static final Pattern KEY = Pattern.compile("[A-Za-z0-9._/-]{1,320}");

  /** All annotations of a pod have 256 KiB, of which a byte may take four in quotes. */
  private static final int MAX_BYTES = 2 << 20;

  /** A file with more lines that are wrong is another kind of file. */
  private static final int MAX_TROUBLES = 5;

  private PodInfoFile() {}

  /**
   * Reads the file; one that is not there has nothing in it.
   *
   * @param trouble is told what is wrong, with file and line
   * @return values by names, in the order of the file
   */
  static Map<String, String> read(Path file, Consumer<String> trouble) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    if (!Files.isRegularFile(file)) {
      // What is read of a pipe might never come.
      trouble.accept("%s: it is not a file".formatted(file));
      return Map.of();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return parse(file.toString(), new String(bytes, UTF_8), trouble);
      }
      trouble.accept("%s: it is larger than %s".formatted(file, new ByteSize(MAX_BYTES)));
    } catch (IOException e) {
      trouble.accept("%s: it cannot be read (%s)".formatted(file, e));
    }
    return Map.of();
  }

  /**
   * The same of what is in the file.
   *
   * @param file for messages
   */
  static Map<String, String> parse(String file, String text, Consumer<String> trouble) {
    Map<String, String> values = new LinkedHashMap<>();
    int number = 0;
    int troubles = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      try {
        if (!line.isEmpty()) {
          add(line, values);
        }
      } catch (BadValue e) {
        trouble.accept("%s:%d: %s".formatted(file, number, e.sentences()));
        if (++troubles == MAX_TROUBLES) {
          trouble.accept("%s: the lines after %d are not read".formatted(file, number));
          break;
        }
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static void add(String line, Map<String, String> values) throws BadValue {
    int equals = line.indexOf('=');
    String key = line.substring(0, Math.max(0, equals));
    if (!KEY.matcher(key).matches()) {
      throw new BadValue("it is not key=\"value\", as the downward API writes it");
    }
    if (values.putIfAbsent(key, GoQuoted.text(line, equals + 1)) != null) {
      throw new BadValue("%s is there twice".formatted(key));
    }
  }
}
