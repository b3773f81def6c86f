package io.tailrace.parsers;

import io.tailrace.parsers.EventReader.Flush;

/**
 * A chunk of a file as the UTF-8 in which lines are found and parsed. Offsets are those of the
 * file's own bytes all the same, so an index of the text can be turned into one of the chunk.
 *
 * <p>Belongs to one {@link RecordReader}; valid until the next chunk.
 */
sealed interface ChunkText permits Utf8Text, Utf16Text {
  /** Starts on the bytes {@code chunk[from, to)}. */
  void start(byte[] chunk, int from, int to, ChunkPlace place, Flush flush);

  /** The array that holds the text: see {@link #from()} and {@link #to()}. */
  byte[] bytes();

  /** Index of the text's first byte in {@link #bytes()}. */
  int from();

  /** Index after the text's last byte in {@link #bytes()}. */
  int to();

  /** Index in the chunk of the character that begins at an index of {@link #bytes()}. */
  int inChunk(int index);
}
