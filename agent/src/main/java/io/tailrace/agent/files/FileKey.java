package io.tailrace.agent.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which file of the machine it is, whatever its name: two names with one key are one file. An inode
 * number is given again to another file once the first is gone, so a key alone is no identity.
 */
public record FileKey(long device, long inode) {
  /** How Java's Unix file systems print theirs, the only way they give it away. */
  private static final Pattern PRINTED = Pattern.compile("\\(dev=([0-9a-f]+),ino=([0-9]+)\\)");

  /** From {@link BasicFileAttributes#fileKey}. */
  static FileKey of(@Nullable Object fileKey) {
    Matcher printed = PRINTED.matcher(String.valueOf(fileKey));
    if (!printed.matches()) {
      throw new IllegalStateException("this file system has no inodes: " + fileKey);
    }
    return new FileKey(
        Long.parseUnsignedLong(printed.group(1), 16), Long.parseUnsignedLong(printed.group(2)));
  }

  /** Whether this is what the file system's own key says. */
  boolean isKeyOf(Object fileKey) {
    return of(fileKey).equals(this);
  }
}
