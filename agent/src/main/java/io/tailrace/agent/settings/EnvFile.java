package io.tailrace.agent.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of settings:
 *
 * <pre>{@code
 * # A comment. Blank lines do not count.
 * TAILRACE_PATHS=/var/log/app/*.log   # a comment after a blank, too
 * export TAILRACE_SERVICE='single quotes: all as it is'
 * TAILRACE_FIELDS="labels.motto=double quotes: \" \\ \n \t"
 * TAILRACE_TRANSFORM='rename usr=user.name
 *   remove debug.*'
 * }</pre>
 */
final class EnvFile {
  /** The size limit of a ConfigMap. */
  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*)", Pattern.DOTALL);

  /** A quote that is not closed within so many lines was forgotten. */
  private static final int MAX_VALUE_LINES = 200;

  private static final Pattern SINGLE_QUOTED = Pattern.compile("'(?<text>[^']*)'\\s*(?:#.*)?");

  private static final Pattern NOTHING_OR_COMMENT = Pattern.compile("\\s*(?:#.*)?");

  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  private final Path file;
  private final Consumer<Problem> problems;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  private EnvFile(Path file, Consumer<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The file's variables by name, in its order; what is wrong with it goes to {@code problems}. */
  static Map<String, Variable> read(Path file, Consumer<Problem> problems) {
    EnvFile reading = new EnvFile(file, problems);
    try {
      reading.lines(text(file).lines().toList());
    } catch (NoSuchFileException e) {
      reading.unreadable("there is no such file");
    } catch (AccessDeniedException e) {
      reading.unreadable("the agent may not read it");
    } catch (CharacterCodingException e) {
      reading.unreadable("it is not UTF-8 text");
    } catch (IOException e) {
      reading.unreadable(String.valueOf(e.getMessage()));
    }
    return reading.variables;
  }

  /**
   * Likewise, of lines that stand in a file of another kind.
   *
   * @param lines by their numbers, counted from 1
   */
  static Map<String, Variable> ofLines(
      Path file, Map<Integer, String> lines, Consumer<Problem> problems) {
    EnvFile reading = new EnvFile(file, problems);
    lines.forEach((number, line) -> reading.line(line.strip(), number));
    return reading.variables;
  }

  private static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it is larger than " + new ByteSize(MAX_BYTES));
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private void unreadable(String reason) {
    problems.accept(
        Problem.of(
            Declarations.PREFIX + AgentDeclarations.ENV_FILE.name(),
            "%s cannot be used: %s.".formatted(file, reason)));
  }

  private void lines(List<String> lines) {
    int end;
    for (int i = 0; i < lines.size(); i = end) {
      end = endOfValue(lines, i);
      String line = String.join("\n", lines.subList(i, end)).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        line(line, i + 1);
      }
    }
  }

  /**
   * Index after the last line of what begins in a line: a value in quotes may go on. If it is not
   * whole then, the quote was forgotten, and each line stands for itself.
   */
  private static int endOfValue(List<String> lines, int i) {
    Matcher matcher = ASSIGNMENT.matcher(lines.get(i).strip());
    if (!matcher.matches()) {
      return i + 1;
    }
    String value = matcher.group("value");
    if (!isQuoted(value) || closingQuote(value, 1) >= 0) {
      return i + 1;
    }
    StringBuilder text = new StringBuilder(value);
    for (int k = i + 1; k < lines.size() && k < i + MAX_VALUE_LINES; k++) {
      int from = text.append('\n').length();
      int quote = closingQuote(text.append(lines.get(k)), from);
      if (quote >= 0) {
        String rest = text.substring(quote + 1);
        return NOTHING_OR_COMMENT.matcher(rest).matches() ? k + 1 : i + 1;
      }
    }
    return i + 1;
  }

  private static boolean isQuoted(String value) {
    return value.startsWith("'") || value.startsWith("\"");
  }

  /** Index of the quote that closes what the first character opens, or -1. */
  private static int closingQuote(CharSequence text, int from) {
    char quote = text.charAt(0);
    int i = from;
    while (i < text.length() && text.charAt(i) != quote) {
      i += quote == '"' && text.charAt(i) == '\\' ? 2 : 1;
    }
    return i < text.length() ? i : -1;
  }

  private void line(String line, int number) {
    Origin.FromFile origin = new Origin.FromFile(file, number);
    Matcher matcher = ASSIGNMENT.matcher(line);
    try {
      if (!matcher.matches()) {
        throw new BadValue("A line must be NAME=value, or a comment that begins with #.");
      }
      String name = matcher.group("name");
      Variable variable = new Variable(name, unquoted(matcher.group("value")), origin);
      Variable earlier = variables.putIfAbsent(name, variable);
      if (earlier != null) {
        throw new BadValue("%s is set twice, first at %s.".formatted(name, earlier.origin()));
      }
    } catch (BadValue e) {
      // The line itself is not shown: it may hold a secret.
      problems.accept(Problem.of(origin.toString(), e.sentences()));
    }
  }

  private static String unquoted(String value) throws BadValue {
    if (value.startsWith("'")) {
      Matcher quoted = SINGLE_QUOTED.matcher(value);
      if (!quoted.matches()) {
        throw new BadValue("The quote ' must end, and only a comment may follow it.");
      }
      return quoted.group("text");
    }
    if (value.startsWith("\"")) {
      return doubleUnquoted(value);
    }
    return COMMENT.matcher(value).replaceFirst("").strip();
  }

  private static String doubleUnquoted(String value) throws BadValue {
    StringBuilder plain = new StringBuilder();
    int i = 1;
    while (i < value.length() && value.charAt(i) != '"') {
      char c = value.charAt(i++);
      if (c == '\\' && i < value.length()) {
        c = escaped(value.charAt(i++));
      }
      plain.append(c);
    }
    if (i >= value.length() || !NOTHING_OR_COMMENT.matcher(value.substring(i + 1)).matches()) {
      throw new BadValue("The quote \" must end, and only a comment may follow it.");
    }
    return plain.toString();
  }

  private static char escaped(char c) throws BadValue {
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      default ->
          throw new BadValue("A backslash between double quotes stands before \", \\, n or t.");
    };
  }
}
