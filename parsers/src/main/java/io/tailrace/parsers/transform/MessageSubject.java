package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;

/** The record's message. One that is empty is not there. */
final class MessageSubject extends Subject {
  @Override
  boolean find(LogRecord record) {
    return record.messageFrom() < record.messageTo()
        && found(
            record.messageBytes(), record.messageFrom(), record.messageTo(), record.messageKind());
  }
}
