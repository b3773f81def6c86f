package io.tailrace.parsers;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How many events were in each format. Asked for every event, so it makes nothing. */
final class FormatCounts {
  private String[] formats = new String[4];
  private long[] counts = new long[4];
  private int size;

  /** The one that was counted last: nearly always the next is the same. */
  private int last;

  void add(String format) {
    if (last >= size || !formats[last].equals(format)) {
      last = indexOf(format);
    }
    counts[last]++;
  }

  private int indexOf(String format) {
    for (int i = 0; i < size; i++) {
      if (formats[i].equals(format)) {
        return i;
      }
    }
    if (size == formats.length) {
      formats = Arrays.copyOf(formats, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    formats[size] = format;
    return size++;
  }

  /** By the format's name. */
  Map<String, Long> asMap() {
    Map<String, Long> map = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      map.put(formats[i], counts[i]);
    }
    return map;
  }
}
