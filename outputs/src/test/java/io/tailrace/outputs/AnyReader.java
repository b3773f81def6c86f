package io.tailrace.outputs;

import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.redaction.Redaction;
import io.tailrace.parsers.redaction.RedactionRule;
import io.tailrace.parsers.redaction.RedactionStyle;
import io.tailrace.parsers.transform.BadTransform;
import io.tailrace.parsers.transform.Transforms;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * For fuzz tests: a reader of any parser, with or without redaction and transforms, on its first
 * chunk. The input's first three bytes choose, the rest is the file.
 */
public final class AnyReader {
  private static final int CHOICES = 3;
  private static final int MAX_EVENT_BYTES = 1_000;

  private static final List<Transforms> TRANSFORMS =
      List.of(
          Transforms.NONE,
          steps("rename a=b, b=log.level, message=text; rename text=message; remove c*; nest"),
          steps("add service=${a}, log.file.path=\"${b}\", message=\"${message} ${level}\""),
          steps("flatten; convert a:text, b:int, n:bool, d:float; add host.name=${d}"),
          steps(
              "rename d=time, a=\"@timestamp\"; nest log, event; dedup 1s by a; sample 90% by b"));

  private AnyReader() {}

  /** Whether the input is long enough to choose. */
  public static boolean isEnough(byte[] input) {
    return input.length >= CHOICES;
  }

  /** Whether records stay as they were read, but for redaction. */
  public static boolean isUnchanged(byte[] input) {
    return transforms(input).isNothing();
  }

  /** A reader that has been started on the file. */
  public static RecordReader of(byte[] input) {
    var reader =
        new RecordReader(choice(ParserChoice.values(), input[0]), Multiline.AUTO, MAX_EVENT_BYTES);
    int style = Math.floorMod(input[2], RedactionStyle.values().length + 1);
    if (style > 0) {
      reader.redacting(redaction(RedactionStyle.values()[style - 1]));
    }
    if (!isUnchanged(input)) {
      reader.through(transforms(input).newStep(() -> 0, 7));
    }
    byte[] file = Arrays.copyOfRange(input, CHOICES, input.length);
    reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    return reader;
  }

  /** An input that chooses so. */
  public static byte[] input(ParserChoice parser, int transforms, int redaction, String file) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(parser.ordinal());
    bytes.write(transforms);
    bytes.write(redaction);
    bytes.writeBytes(file.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static Transforms transforms(byte[] input) {
    return TRANSFORMS.get(Math.floorMod(input[1], TRANSFORMS.size()));
  }

  private static Redaction redaction(RedactionStyle style) {
    return new Redaction(
        EnumSet.allOf(RedactionRule.class), Map.of("p", "x([0-9]+)"), style, "a key of a test");
  }

  private static <T> T choice(T[] values, byte number) {
    return values[Math.floorMod(number, values.length)];
  }

  private static Transforms steps(String text) {
    try {
      return Transforms.parse(text);
    } catch (BadTransform e) {
      throw new AssertionError(e.sentences(), e);
    }
  }
}
