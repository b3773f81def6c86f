package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A directory below a watched root, reached name by name without following a link, and held by its
 * descriptor: whatever is put in its place meanwhile, what is asked here is asked of this one.
 *
 * <p>Who writes to the volume can change every name at any moment. So each name is looked at before
 * it is opened (a FIFO must not be), opened without following links, and looked at again
 * afterwards: of a directory, at what was opened; of a file, for which Java has no {@code fstat},
 * at what its name means in the same directory. What is opened is therefore a regular file that was
 * in this directory, under this name, with this key.
 *
 * <p>Opening may hang where somebody swaps a FIFO in between the look and the opening, so all of
 * this is for {@link HangingCalls}. Used by one thread at a time.
 */
final class HeldDirectory implements AutoCloseable {
  private static final Set<OpenOption> READ_NO_LINK =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** A directory of more names than this is no log directory; the rest is not looked at. */
  static final int MAX_NAMES = 50_000;

  private final Place place;
  private final SecureDirectoryStream<Path> directory;

  /** It is not, or no longer, what a look saw there. Nothing is wrong: the next look sees it. */
  static final class ReplacedException extends IOException {
    private static final long serialVersionUID = 1;

    ReplacedException(Path path) {
      super(path + " is not what it was a moment ago");
    }
  }

  /** What a name in a directory stands for. */
  enum Kind {
    DIRECTORY,
    LINK,
    OTHER
  }

  /** One name in a directory. */
  record Entry(Path name, Kind kind) {}

  /**
   * What is in a directory.
   *
   * @param complete false when there are more than {@link #MAX_NAMES}
   */
  record Names(List<Entry> entries, boolean complete) {
    Names {
      entries = List.copyOf(entries);
    }
  }

  private HeldDirectory(Place place, SecureDirectoryStream<Path> directory) {
    this.place = place;
    this.directory = directory;
  }

  /** Steps down from the root. */
  static HeldDirectory open(Place place) throws IOException {
    SecureDirectoryStream<Path> at = openRoot(place.root());
    if (!place.isRoot()) {
      Path reached = place.root();
      for (Path name : place.below()) {
        reached = reached.resolve(name);
        at = step(at, name, reached);
      }
    }
    return new HeldDirectory(place, at);
  }

  @SuppressWarnings("StreamResourceLeak") // Who steps down from it closes it.
  private static SecureDirectoryStream<Path> openRoot(Path root) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this system cannot open files relative to a directory");
  }

  private static SecureDirectoryStream<Path> step(
      SecureDirectoryStream<Path> from, Path name, Path reached) throws IOException {
    try (from) {
      BasicFileAttributes seen = attributes(from, name);
      if (!seen.isDirectory()) {
        throw new ReplacedException(reached);
      }
      SecureDirectoryStream<Path> below = enter(from, name, reached);
      if (!isKey(seen.fileKey(), ofDescriptor(below))) {
        below.close();
        throw new ReplacedException(reached);
      }
      return below;
    }
  }

  private static SecureDirectoryStream<Path> enter(
      SecureDirectoryStream<Path> from, Path name, Path reached) throws IOException {
    try {
      return from.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      if (isOfAnotherKind(e) || !attributes(from, name).isDirectory()) {
        throw new ReplacedException(reached);
      }
      throw e;
    }
  }

  /** Whether opening failed because it is a link or no directory: it was one when it was seen. */
  private static boolean isOfAnotherKind(IOException e) {
    return e instanceof NotDirectoryException || Links.isRoundAndRound(e);
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return view(directory, name).readAttributes();
  }

  private static BasicFileAttributeView view(SecureDirectoryStream<Path> directory, Path name) {
    return Objects.requireNonNull(
        directory.getFileAttributeView(
            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
  }

  private static BasicFileAttributes ofDescriptor(SecureDirectoryStream<Path> directory)
      throws IOException {
    return Objects.requireNonNull(directory.getFileAttributeView(BasicFileAttributeView.class))
        .readAttributes();
  }

  private static boolean isKey(Object key, BasicFileAttributes attributes) {
    return key.equals(attributes.fileKey());
  }

  Place place() {
    return place;
  }

  /** Whether what is held is the directory with this key. */
  boolean hasKey(Object key) throws IOException {
    return isKey(key, ofDescriptor(directory));
  }

  /**
   * Opens a file for reading.
   *
   * @throws ReplacedException when it is not, or no longer, a regular file with this key
   */
  FileChannel open(Path name, Object key) throws IOException {
    check(name, key);
    FileChannel channel = openUnchecked(name, key);
    try {
      check(name, key);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private FileChannel openUnchecked(Path name, Object key) throws IOException {
    try {
      // Of this machine's own file system, it is always one.
      return (FileChannel) directory.newByteChannel(name, READ_NO_LINK);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      if (isOfAnotherKind(e)) {
        throw new ReplacedException(place.path().resolve(name));
      }
      check(name, key);
      throw e;
    }
  }

  private void check(Path name, Object key) throws IOException {
    BasicFileAttributes attributes = attributes(directory, name);
    if (!attributes.isRegularFile() || !isKey(key, attributes)) {
      throw new ReplacedException(place.path().resolve(name));
    }
  }

  /**
   * The names in it. To be asked once.
   *
   * @param progress is told of each name: as long as they come, nothing hangs
   */
  Names list(Runnable progress) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (Path path : directory) {
        if (entries.size() >= MAX_NAMES) {
          return new Names(entries, false);
        }
        progress.run();
        look(Objects.requireNonNull(path.getFileName()), entries);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new Names(entries, true);
  }

  private void look(Path name, List<Entry> entries) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(directory, name);
      Kind kind =
          attributes.isDirectory()
              ? Kind.DIRECTORY
              : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
      entries.add(new Entry(name, kind));
    } catch (NoSuchFileException e) {
      // Gone since it was listed.
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
