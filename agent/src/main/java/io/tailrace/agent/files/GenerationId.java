package io.tailrace.agent.files;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * Makes ids of generations: 48 bits of time and 48 random bits, as 16 characters of base64url, e.g.
 * {@code AZqzk0ZcXq3vC0Rr}.
 *
 * <p>Random and then remembered rather than derived from content: two generations of one file may
 * start alike (a banner, a CSV header), and if they shared an id the second one's lines would be
 * taken for the first one's. Time comes first because Elasticsearch finds ids faster when new ones
 * sort near each other.
 */
final class GenerationId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private GenerationId() {}

  static String create(Instant now) {
    ByteBuffer id = ByteBuffer.allocate(12);
    long millis = now.toEpochMilli();
    id.putShort((short) (millis >> 32)).putInt((int) millis);
    byte[] random = new byte[6];
    RANDOM.nextBytes(random);
    id.put(random);
    return Base64.getUrlEncoder().encodeToString(id.array());
  }
}
