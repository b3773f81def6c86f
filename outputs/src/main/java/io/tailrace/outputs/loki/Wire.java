package io.tailrace.outputs.loki;

/**
 * The protobuf wire format, as far as a push request needs it. Writes into plain arrays, since
 * {@code CodedOutputStream} costs an object for each record and cannot append to a batch.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class Wire {
  /** {@code PushRequest.streams}. */
  static final byte STREAM = 0x0A;

  /** {@code StreamAdapter.labels}. */
  static final byte LABELS = 0x0A;

  /** {@code StreamAdapter.entries}. */
  static final byte ENTRY = 0x12;

  /** {@code EntryAdapter.timestamp}. */
  static final byte TIMESTAMP = 0x0A;

  /** {@code Timestamp.seconds}. */
  static final byte SECONDS = 0x08;

  /** {@code Timestamp.nanos}. */
  static final byte NANOS = 0x10;

  /** {@code EntryAdapter.line}. */
  static final byte LINE = 0x12;

  /** {@code EntryAdapter.structured_metadata}. */
  static final byte METADATA = 0x1A;

  /** {@code LabelPairAdapter.name}. */
  static final byte NAME = 0x0A;

  /** {@code LabelPairAdapter.value}. */
  static final byte VALUE = 0x12;

  private Wire() {}

  /** How many bytes {@link #varint} writes: a negative value takes all ten. */
  static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** Writes a varint and returns the index after it. */
  static int varint(long value, byte[] target, int at) {
    while ((value & ~0x7FL) != 0) {
      target[at++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    target[at++] = (byte) value;
    return at;
  }

  /** The size of a field with a length: tag, length, content. */
  static int fieldSize(int length) {
    return 1 + varintSize(length) + length;
  }

  /** Writes the tag and length of a field and returns the index after them. */
  static int header(byte tag, int length, byte[] target, int at) {
    target[at] = tag;
    return varint(length, target, at + 1);
  }

  /** Writes a field with a length and returns the index after it. */
  static int field(byte tag, byte[] content, int from, int to, byte[] target, int at) {
    int contentAt = header(tag, to - from, target, at);
    System.arraycopy(content, from, target, contentAt, to - from);
    return contentAt + to - from;
  }
}
