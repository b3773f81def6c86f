package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A text being written anew: what is kept is copied, what was found is replaced. Reused for every
 * text, owned by one thread.
 *
 * <p>Bounded: it grows to {@value #MAX_GROWTH} times the text and some room. Where more would stand
 * in it, as when each second byte of a line is an address that becomes a hash, what is found is
 * removed instead.
 */
final class RedactedText {
  private static final int MAX_GROWTH = 4;
  private static final int ROOM = 256;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASH_BYTES = 8;

  private final byte[][] masks;
  private final @Nullable Mac mac;
  private final boolean removing;

  private final int[] found;
  private byte[] bytes = {};
  private int length;
  private byte[] source = {};
  private int copied;
  private int end;
  private boolean changed;

  RedactedText(Redaction redaction, List<String> names) {
    this.masks =
        names.stream().map(name -> ("[" + name + "]").getBytes(UTF_8)).toArray(byte[][]::new);
    this.mac = redaction.style() == RedactionStyle.HASH ? mac(redaction.key()) : null;
    this.removing = redaction.style() == RedactionStyle.REMOVE;
    this.found = new int[names.size()];
  }

  private static Mac mac(String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  /** Starts over with {@code source[from, to)}. */
  void start(byte[] source, int from, int to) {
    this.source = source;
    this.copied = from;
    this.end = to;
    this.length = 0;
    if (changed) {
      Arrays.fill(found, 0);
      changed = false;
    }
  }

  /** Index in the source up to which all is written: nothing before it can be replaced. */
  int copied() {
    return copied;
  }

  /** What was found of each name in this text. */
  int[] found() {
    return found;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /**
   * Replaces {@code source[from, to)}, which lies after all that was replaced before.
   *
   * @param name index of the rule's or pattern's name
   * @param quoted whether it has to be a JSON text of its own: it stood there without quotes
   */
  void replace(int from, int to, int name, boolean quoted) {
    if (!changed) {
      makeRoom();
      changed = true;
    }
    found[name]++;
    copyUpTo(from);
    copied = to;
    if (quoted) {
      bytes[length++] = '"';
    }
    writeMark(from, to, name);
    if (quoted) {
      bytes[length++] = '"';
    }
  }

  /** Copies what is left; whether anything was replaced. */
  boolean finish() {
    if (changed) {
      copyUpTo(end);
    }
    return changed;
  }

  private void makeRoom() {
    long room = (long) (end - copied) * MAX_GROWTH + ROOM;
    if (bytes.length < room) {
      bytes = new byte[(int) Math.min(room, Integer.MAX_VALUE - 8)];
    }
  }

  private void copyUpTo(int to) {
    System.arraycopy(source, copied, bytes, length, to - copied);
    length += to - copied;
    copied = to;
  }

  private void writeMark(int from, int to, int name) {
    byte[] mask = masks[name];
    int most = mask.length + (mac == null ? 0 : 1 + 2 * HASH_BYTES);
    // What is left may become longer yet: a digit that is removed becomes two quotes.
    if (removing || bytes.length - length < most + 2 * (end - to) + 2) {
      return;
    }
    System.arraycopy(mask, 0, bytes, length, mask.length);
    length += mask.length;
    if (mac != null) {
      length--;
      bytes[length++] = ':';
      writeHash(mac, from, to, name);
      bytes[length++] = ']';
    }
  }

  private void writeHash(Mac mac, int from, int to, int name) {
    if (name == RedactionRule.CREDIT_CARD.ordinal()) {
      for (int i = from; i < to; i++) {
        if (source[i] >= '0') { // The same card is written with and without spaces.
          mac.update(source[i]);
        }
      }
    } else {
      mac.update(source, from, to - from);
    }
    byte[] hash = mac.doFinal();
    for (int i = 0; i < HASH_BYTES; i++) {
      bytes[length++] = (byte) HexFormat.of().toHighHexDigit(hash[i]);
      bytes[length++] = (byte) HexFormat.of().toLowHexDigit(hash[i]);
    }
  }
}
