package io.tailrace.outputs.ecs;

import static io.tailrace.outputs.ecs.BatchWriter.append;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.outputs.Batch;
import io.tailrace.parsers.LogRecord;

/**
 * A record's message and fields as one JSON object:
 *
 * <pre>{@code
 * {"message":"paid","amount":12,"user":{"name":"anna"}}
 * }</pre>
 *
 * <p>Values keep their types, objects stay objects, names are as they are. A field called {@code
 * message} besides the message becomes {@code original.message}.
 */
public final class JsonLine implements RecordLine {
  private static final byte[] MESSAGE = "{\"message\":\"".getBytes(US_ASCII);

  private final SourceFrame frame = SourceFrame.ofMessageAlone();
  private final FieldNames names = new FieldNames();

  @Override
  public void write(LogRecord record, OmittedFields omitted, Batch batch) {
    boolean hasMessage = record.messageFrom() < record.messageTo();
    names.resolve(record, frame, hasMessage ? OwnField.MESSAGE.bit() : 0);
    int start = batch.size();
    if (hasMessage) {
      append(batch, MESSAGE);
      FieldMembers.writeMessage(record, batch);
      append(batch, '"');
    }
    writeFields(record, omitted, batch);
    if (batch.size() == start) {
      append(batch, '{');
    } else {
      // In the place of the first field's comma, if there is no message.
      batch.bytes()[start] = '{';
    }
    append(batch, '}');
  }

  private void writeFields(LogRecord record, OmittedFields omitted, Batch batch) {
    int from = 0;
    for (int i = 0; i < omitted.count(); i++) {
      FieldMembers.write(record, names, from, omitted.at(i), batch);
      from = omitted.at(i) + 1;
    }
    FieldMembers.write(record, names, from, record.fieldCount(), batch);
  }
}
