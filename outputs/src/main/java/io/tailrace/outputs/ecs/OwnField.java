package io.tailrace.outputs.ecs;

/** The fields this program itself writes of a record. */
enum OwnField {
  TIMESTAMP("@timestamp"),
  LEVEL("log.level"),
  MESSAGE("message"),
  PATH("log.file.path"),
  OFFSET("log.offset"),
  FLAGS("log.flags");

  /** Those that every record has. */
  static final int ALWAYS = TIMESTAMP.bit() | PATH.bit() | OFFSET.bit();

  private final String label;

  OwnField(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** This field's bit in a set of fields. */
  int bit() {
    return 1 << ordinal();
  }
}
