package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named patterns for grok, one a line:
 *
 * <pre>
 * # A comment.
 * ORDER    [A-Z]{2}-[0-9]+
 * CUSTOMER %{ORDER}|%{UUID}
 * </pre>
 *
 * <p>Immutable. A user's definitions come before those of this program, which are a resource in its
 * jar.
 */
final class GrokLibrary {
  private static final String RESOURCE = "grok-patterns.txt";

  private final Map<String, String> patterns;

  private GrokLibrary(Map<String, String> patterns) {
    this.patterns = patterns;
  }

  /** Those that come with the program. */
  static GrokLibrary builtIn() {
    try (InputStream in = GrokLibrary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + RESOURCE);
      }
      return new GrokLibrary(Map.of()).with(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BadFormat e) {
      throw new IllegalStateException(RESOURCE, e);
    }
  }

  /**
   * These, and before them those of a text; each of them is compiled once to see that it can be.
   */
  GrokLibrary with(String definitions) throws BadFormat {
    Map<String, String> all = new LinkedHashMap<>(patterns);
    Map<String, Integer> lines = new LinkedHashMap<>();
    int number = 0;
    for (String line : definitions.split("\n", -1)) {
      number++;
      String definition = line.strip();
      if (!definition.isEmpty() && definition.charAt(0) != '#') {
        String name = define(definition, number, all);
        Integer earlier = lines.putIfAbsent(name, number);
        if (earlier != null) {
          throw at(number, "%s is there twice, first in line %d.".formatted(name, earlier));
        }
      }
    }
    GrokLibrary library = new GrokLibrary(Map.copyOf(all));
    for (Map.Entry<String, Integer> entry : lines.entrySet()) {
      library.check(entry.getKey(), entry.getValue());
    }
    return library;
  }

  Optional<String> pattern(String name) {
    return Optional.ofNullable(patterns.get(name));
  }

  List<String> names() {
    return patterns.keySet().stream().sorted().toList();
  }

  private static String define(String definition, int line, Map<String, String> all)
      throws BadFormat {
    int end = 0;
    while (end < definition.length() && isNamePart(definition.charAt(end))) {
      end++;
    }
    boolean parted = end < definition.length() && Character.isWhitespace(definition.charAt(end));
    if (end == 0 || !parted) {
      throw at(line, "A line must be a name of letters, digits and _, a blank, and a pattern.");
    }
    String name = definition.substring(0, end);
    all.put(name, definition.substring(end).strip());
    return name;
  }

  /** What a pattern's name consists of. */
  static boolean isNamePart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private void check(String name, int line) throws BadFormat {
    try {
      new GrokPattern(this, FormatOption.GROK_PATTERNS).captures(patterns.getOrDefault(name, ""));
    } catch (BadFormat e) {
      throw new BadFormat(
          FormatOption.GROK_PATTERNS,
          "Line %d, %s: %s".formatted(line, name, e.sentences()),
          e.word(),
          e.known());
    }
  }

  private static BadFormat at(int line, String sentence) {
    return new BadFormat(FormatOption.GROK_PATTERNS, "Line %d: %s".formatted(line, sentence));
  }
}
