import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks (or with {@code apply} rewrites) the format of every Java file below a folder.
 *
 * <p>Run by the build on the JDK 25 of the toolchain: {@code java -cp google-java-format.jar
 * Format.java check|apply DIR}. Exits 1 and names each file that is not as the formatter writes it.
 */
public final class Format {
  public static void main(String[] args) throws IOException, FormatterException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    if (!Files.isDirectory(root)) {
      return;
    }
    var formatter = new Formatter();
    var wrong = new ArrayList<Path>();
    for (Path file : javaFiles(root)) {
      String source = Files.readString(file);
      String ordered =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
      String formatted = formatter.formatSource(ordered);
      if (formatted.equals(source)) {
        continue;
      }
      if (apply) {
        Files.writeString(file, formatted);
      } else {
        wrong.add(file);
      }
    }
    if (!wrong.isEmpty()) {
      System.err.println("Not formatted (mvn compile -Dformat=apply mends them):");
      wrong.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
