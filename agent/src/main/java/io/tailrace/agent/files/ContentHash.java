package io.tailrace.agent.files;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A 64-bit hash of file content, by which a file is known again. It is the beginning of SHA-256:
 * the application container may write anything, so a hash whose collisions can be made at will
 * would let it hide lines.
 */
public final class ContentHash {
  private ContentHash() {}

  /** The hash of {@code bytes[from, to)}. */
  public static long of(byte[] bytes, int from, int to) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes, from, to - from);
      return ByteBuffer.wrap(sha256.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
