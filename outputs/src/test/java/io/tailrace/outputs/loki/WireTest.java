package io.tailrace.outputs.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
  static Stream<Long> valuesAtEveryLength() {
    return LongStream.range(0, 64)
        .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit))
        .boxed()
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("valuesAtEveryLength")
  void varintsAreThoseOfProtobuf(long value) throws IOException {
    byte[] expected = new byte[10];
    var protobuf = CodedOutputStream.newInstance(expected);
    protobuf.writeUInt64NoTag(value);
    int length = protobuf.getTotalBytesWritten();

    byte[] written = new byte[10];
    int end = Wire.varint(value, written, 0);

    assertThat(end).isEqualTo(length).isEqualTo(Wire.varintSize(value));
    assertThat(Arrays.equals(written, expected)).isTrue();
  }
}
