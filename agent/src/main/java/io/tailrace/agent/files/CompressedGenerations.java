package io.tailrace.agent.files;

import io.tailrace.agent.files.VolumeScan.FoundFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds generations of an earlier run that were rotated and compressed while no agent ran, in the
 * {@code .gz} files next to where they were. Owned by the catalog's thread; the unpacking is done
 * by the holder's.
 */
final class CompressedGenerations {
  private static final Logger LOG = LoggerFactory.getLogger(CompressedGenerations.class);

  private static final String SUFFIX = ".gz";

  /** A file that is cut short may still be being written; if it does not grow for so long, not. */
  private static final long COMPLETE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final boolean wanted;
  private final GenerationOpener opener;
  private final HeldFiles held;
  private final Holder holder;
  private final long maxBytes;
  private final Map<Attempt, Try> tries = new HashMap<>();
  private final Set<Attempt> refused = new HashSet<>();

  /** One file, as it is now, tried for one generation. */
  private record Attempt(String generation, Object key, long size, long modifiedMillis) {}

  private record Try(Unzipping unzipping, long sinceNanos, long lastNanos) {}

  /**
   * Unpacks nothing yet.
   *
   * @param wanted whether to look for anything at all
   */
  CompressedGenerations(
      boolean wanted, GenerationOpener opener, HeldFiles held, Holder holder, long maxBytes) {
    this.wanted = wanted;
    this.opener = opener;
    this.held = held;
    this.holder = holder;
    this.maxBytes = maxBytes;
  }

  /**
   * Whether a generation may yet be found in a compressed file; once it is unpacked, it is among
   * the held files.
   */
  boolean mayHave(RememberedGeneration known, Siblings siblings, long nowNanos) {
    if (!wanted) {
      return false;
    }
    boolean any = false;
    for (FoundFile found : siblings.that(found -> isCompressed(found.path(), known.path()))) {
      Attempt attempt = new Attempt(known.id(), found.key(), found.size(), found.modifiedMillis());
      any |= !refused.contains(attempt) && mayHave(known, found, attempt, nowNanos);
    }
    return any;
  }

  private static boolean isCompressed(Path name, Path original) {
    String text = name.getFileName().toString();
    return text.endsWith(SUFFIX)
        && RotatedNames.isRotated(
            name.resolveSibling(text.substring(0, text.length() - SUFFIX.length())), original);
  }

  private boolean mayHave(
      RememberedGeneration known, FoundFile found, Attempt attempt, long nowNanos) {
    Try before = tries.get(attempt);
    if (before == null) {
      Optional<FileChannel> channel = opener.open(found);
      channel.ifPresent(file -> begin(known, file, attempt, nowNanos, nowNanos));
      return channel.isPresent();
    }
    return switch (before.unzipping().state()) {
      case RUNNING, DONE -> true;
      case OTHER_CONTENT -> false;
      case INCOMPLETE -> tryAgain(known, found, attempt, nowNanos);
      case TOO_LARGE -> {
        refuse(attempt, found, "unpacked it would take more room than it may");
        yield false;
      }
    };
  }

  private void begin(
      RememberedGeneration known,
      FileChannel file,
      Attempt attempt,
      long sinceNanos,
      long nowNanos) {
    Unzipping unzipping = new Unzipping(known, file, held, maxBytes);
    tries.put(attempt, new Try(unzipping, sinceNanos, nowNanos));
    holder.add(unzipping);
  }

  private boolean tryAgain(
      RememberedGeneration known, FoundFile found, Attempt attempt, long nowNanos) {
    Try before = Objects.requireNonNull(tries.get(attempt));
    if (nowNanos - before.sinceNanos() >= COMPLETE_NANOS) {
      refuse(attempt, found, "it is cut short or damaged, or the disk is full");
      return false;
    }
    if (nowNanos - before.lastNanos() >= RETRY_NANOS) {
      opener
          .open(found)
          .ifPresent(file -> begin(known, file, attempt, before.sinceNanos(), nowNanos));
    }
    return true;
  }

  private void refuse(Attempt attempt, FoundFile found, String why) {
    refused.add(attempt);
    LOG.error("{} is not read: {}. What it has that was not shipped is lost", found.path(), why);
  }
}
