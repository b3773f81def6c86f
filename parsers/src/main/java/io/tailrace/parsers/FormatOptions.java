package io.tailrace.parsers;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a format besides the parser's name, each as the text it was written in.
 *
 * @param texts immutable; an option that is not set is not in it
 */
public record FormatOptions(Map<FormatOption, String> texts) {
  public static final FormatOptions NONE = new FormatOptions(Map.of());

  public FormatOptions {
    texts = Map.copyOf(texts);
  }

  /** The same with one more option. */
  public FormatOptions with(FormatOption option, String text) {
    var more = new EnumMap<FormatOption, String>(FormatOption.class);
    more.putAll(texts);
    more.put(option, text);
    return new FormatOptions(more);
  }

  /** The same without those that nobody reads. */
  FormatOptions only(Set<FormatOption> read) {
    var fewer = new EnumMap<FormatOption, String>(FormatOption.class);
    fewer.putAll(texts);
    fewer.keySet().retainAll(read);
    return new FormatOptions(fewer);
  }

  Optional<String> text(FormatOption option) {
    return Optional.ofNullable(texts.get(option));
  }

  /**
   * The text of an option without which the parser is of no use.
   *
   * @param what it is, for a sentence: {@code the pattern}
   */
  String required(FormatOption option, String parser, String what) throws BadFormat {
    @Nullable String text = texts.get(option);
    if (text == null) {
      throw new BadFormat(option, "Not set: %s that the parser %s needs.".formatted(what, parser));
    }
    return text;
  }
}
