package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A catalog that is driven look by look, and all that a reader of its generations gets: what it saw
 * once it keeps, in the order in which the generations were found.
 */
final class CatalogReader implements AutoCloseable {
  private final HangingCalls calls;
  private final VolumeScanner scanner;
  private final FileCatalog catalog;
  private final Map<Generation, String> contents = new LinkedHashMap<>();
  private long nowNanos = TimeUnit.HOURS.toNanos(1);

  CatalogReader(List<WatchedInput> inputs, Path stateDirectory, Duration patience) {
    calls = new HangingCalls(patience);
    VolumeAccess access = new VolumeAccess(calls);
    InstantSource clock = InstantSource.system();
    scanner = new VolumeScanner(inputs, new OwnFiles(stateDirectory, List.of()), clock, access);
    catalog =
        new FileCatalog(
            scanner,
            new GenerationOpener(List.of("out"), clock, access),
            List.of("out"),
            new FileCatalog.Storage(stateDirectory, 1L << 30, CopyAhead.AUTO, false),
            10_000,
            EarlierRun.NONE,
            generations -> {});
  }

  static WatchedInput input(boolean followsLinks, List<String> excluded, String... paths) {
    List<PathGlob> globs = java.util.Arrays.stream(paths).map(PathGlob::parse).toList();
    return new WatchedInput("default", globs, excluded, false, followsLinks);
  }

  /** Looks at everything, as after a while, and reads all there is. */
  void look() throws IOException {
    nowNanos += TimeUnit.SECONDS.toNanos(6); // Past the lifetime of every listing.
    lookAtOnce();
  }

  /** Looks again before any listing is too old. */
  void lookAtOnce() throws IOException {
    catalog.look(++nowNanos);
    for (Generation generation : catalog.generations()) {
      if (generation.channel() != null) {
        contents.put(generation, content(generation));
        generation.settle(0, new Position(generation.size(), false, Fingerprint.EMPTY));
      }
    }
  }

  private static String content(Generation generation) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) generation.size());
    while (bytes.hasRemaining() && generation.read(bytes, bytes.position()) > 0) {
      // Until it is all there.
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  /** Every line of every generation. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    contents.values().forEach(content -> content.lines().forEach(lines::add));
    return lines;
  }

  /** The paths of what there is now. */
  List<Path> paths() {
    return catalog.generations().stream().map(Generation::path).toList();
  }

  /** The paths of what was removed, or renamed out of sight. */
  List<Path> gone() {
    return catalog.generations().stream()
        .filter(generation -> generation.state() == Generation.State.DETACHED)
        .map(Generation::path)
        .toList();
  }

  /** What the last look but one did not read. */
  Unread unread() {
    return catalog.unread();
  }

  /** Opens what nobody has looked at. */
  void openRegardless(Place place) throws IOException {
    calls
        .call(
            FileChannel.class,
            new HangingCalls.Target(place, "any"),
            progress -> FileChannel.open(place.path()))
        .close();
  }

  int hanging() {
    return calls.hanging();
  }

  @Override
  public void close() {
    catalog.close();
  }
}
