package io.tailrace.agent.settings;

import io.tailrace.agent.files.PathGlob;
import io.tailrace.agent.files.WatchedInput;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.transform.Transforms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are read alike.
 *
 * @param name as in {@code TAILRACE_INPUTS}, or {@link #ONLY} when that is not set
 * @param paths absolute globs, at least one
 * @param exclude globs of files that are not read although a path matches them: absolute ones, or
 *     file names
 * @param parser the format of the lines
 * @param encoding {@code utf-8}, {@code utf-16}, {@code utf-16le} or {@code utf-16be}
 * @param multiline which lines belong together
 * @param followSymlinks whether symbolic links are followed that lead to what is watched
 * @param fields added to every record, in the order given
 * @param service the {@code service.name} of every record
 * @param serviceVersion its {@code service.version}
 * @param redaction what is taken out of every line
 * @param onlyIf the condition for a record to be shipped
 * @param transforms what is done to every record
 */
public record InputSettings(
    String name,
    List<String> paths,
    List<String> exclude,
    ParserSpec parser,
    String encoding,
    MultilineSettings multiline,
    StartAt startAt,
    boolean followSymlinks,
    Map<String, String> fields,
    Optional<String> service,
    Optional<String> serviceVersion,
    RedactionSettings redaction,
    Optional<String> onlyIf,
    Transforms transforms) {
  /** The name of the one input there is when {@code TAILRACE_INPUTS} is not set. */
  public static final String ONLY = "logs";

  public InputSettings {
    paths = List.copyOf(paths);
    exclude = List.copyOf(exclude);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("input " + name + " without paths");
    }
  }

  /** The same in the words of the catalog of files. */
  public WatchedInput watched() {
    return new WatchedInput(
        name,
        paths.stream().map(PathGlob::parse).toList(),
        exclude,
        startAt == StartAt.END,
        followSymlinks);
  }
}
