package io.tailrace.outputs.loki;

import java.time.Duration;

/**
 * What a Loki takes, as its {@code limits_config} says. Looked at before sending, since one entry
 * over a limit has Loki answer 400 for a request whose other entries it stored.
 *
 * @param maxLineBytes {@code max_line_size}
 * @param maxAge {@code reject_old_samples_max_age}
 * @param maxFuture {@code creation_grace_period}
 * @param maxLabels {@code max_label_names_per_series}; {@code service_name} does not count
 * @param maxLabelNameLength {@code max_label_name_length}, bytes
 * @param maxLabelValueLength {@code max_label_value_length}, bytes
 * @param maxMetadataBytes {@code max_structured_metadata_size}: names and values of one entry
 * @param maxMetadataEntries {@code max_structured_metadata_entries_count}
 * @param maxStreams how many label sets this agent makes at most; Loki's own limit of 5,000 is for
 *     all agents of a tenant together
 */
public record LokiLimits(
    int maxLineBytes,
    Duration maxAge,
    Duration maxFuture,
    int maxLabels,
    int maxLabelNameLength,
    int maxLabelValueLength,
    int maxMetadataBytes,
    int maxMetadataEntries,
    int maxStreams) {

  /** Loki 3's defaults. */
  public static final LokiLimits DEFAULT =
      new LokiLimits(
          256 * 1024,
          Duration.ofDays(7),
          Duration.ofMinutes(10),
          15,
          1024,
          2048,
          64 * 1024,
          128,
          1000);

  public LokiLimits {
    requirePositive(maxLineBytes, "maxLineBytes");
    requirePositive(maxLabels, "maxLabels");
    requirePositive(maxLabelNameLength, "maxLabelNameLength");
    requirePositive(maxLabelValueLength, "maxLabelValueLength");
    requirePositive(maxStreams, "maxStreams");
    if (maxMetadataBytes < 0 || maxMetadataEntries < 0) {
      throw new IllegalArgumentException("a limit of structured metadata is negative");
    }
    if (!maxAge.isPositive() || maxFuture.isNegative()) {
      throw new IllegalArgumentException("maxAge must be positive, maxFuture not negative");
    }
  }

  private static void requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, is " + value);
    }
  }
}
