package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.parsers.WellKnown.Role;
import org.jspecify.annotations.Nullable;

/**
 * Takes the names and values that a parser finds, and makes time, level, message and fields of a
 * record of them.
 *
 * <ul>
 *   <li>Of equal names the last value counts; that there were such is {@linkplain #isRepeated
 *       known}.
 *   <li>The first {@link WellKnown} name that can be read becomes the record's time, level or
 *       message; further ones of the same role stay fields.
 *   <li>A time that cannot be read stays a field, an {@code @timestamp} as {@code
 *       event.original_time}, and a level as {@code log.level}.
 *   <li>A value at an {@link EcsRoot} is renamed to one below it.
 *   <li>What none of them says a {@link StandIn} may say.
 *   <li>Without a message field the message is the empty text.
 *   <li>Without a level an event of Serilog's compact format (CLEF) is one for information; the
 *       numbers of GELF are syslog's.
 * </ul>
 *
 * <p>Owned by one parser; keeps no more than references to the event at hand.
 */
final class Fields {
  /** The frame's {@code stream} must find room in every record. */
  static final int MAX_FIELDS = LogRecord.MAX_FIELDS - 1;

  private static final byte[] ORIGINAL_TIME = "event.original_time".getBytes(US_ASCII);
  private static final byte[] ORIGINAL_LEVEL = "event.original_level".getBytes(US_ASCII);

  private final NameIndex names = new NameIndex();
  private final AnyTimes times = new AnyTimes();

  /** The best so far for each role, by its ordinal. */
  private final Candidate[] held = {new Candidate(), new Candidate(), new Candidate()};

  /** Takes turns with the one that it replaces. */
  private Candidate offered = new Candidate();

  private LogRecord record = new LogRecord();
  private boolean repeated;

  /** So many of the record's fields are in {@link #names}: all of them once a name is looked up. */
  private int indexed;

  /** Starts on a record that was just reset. */
  void begin(LogRecord record) {
    this.record = record;
    repeated = false;
    indexed = 0;
    names.clear();
    for (Candidate candidate : held) {
      candidate.clear();
    }
    record.message(record.bytes(), record.from(), record.from(), ValueKind.TEXT);
  }

  /**
   * Takes one field.
   *
   * @return false if the record has no room for it
   */
  boolean add(
      byte[] nameBytes, int nameFrom, int nameTo, byte[] bytes, int from, int to, ValueKind kind) {
    WellKnown known = WellKnown.named(nameBytes, nameFrom, nameTo);
    if (known != null) {
      offered.take(known, bytes, from, to, kind, times);
      return offer(known.role());
    }
    EcsRoot root = EcsRoot.named(nameBytes, nameFrom, nameTo);
    byte[] name = root == null ? nameBytes : root.valueName();
    return put(
        name,
        root == null ? nameFrom : 0,
        root == null ? nameTo : name.length,
        bytes,
        from,
        to,
        kind);
  }

  /**
   * Takes one field of which is known that no other one has had its name so far, and that the name
   * is no {@link EcsRoot}.
   *
   * @param known what the name means, or null
   * @return false if the record has no room for it
   */
  boolean addNew(
      @Nullable WellKnown known,
      byte[] bytes,
      int nameFrom,
      int nameTo,
      int from,
      int to,
      ValueKind kind) {
    if (known == null) {
      return record.addField(bytes, nameFrom, nameTo, bytes, from, to, kind);
    }
    offered.take(known, bytes, from, to, kind, times);
    return offer(known.role());
  }

  /** Whether a name came twice so far, so that a value was lost. */
  boolean isRepeated() {
    return repeated;
  }

  /**
   * Fills in time, level and message.
   *
   * @return false if the record has no room for what stays a field
   */
  boolean finish() {
    if (!held[Role.LEVEL.ordinal()].isRead()) {
      unreadLevel();
    }
    if (held[Role.TIME.ordinal()].isUnreadable()) {
      record.timeUnreadable();
    }
    for (Candidate candidate : held) {
      if (candidate.isRead()) {
        candidate.fillIn(record);
      } else if (!stay(candidate)) {
        return false;
      }
    }
    standIns();
    return true;
  }

  /** Of a record that has all of it nothing else is asked; a parser may have found a message. */
  private void standIns() {
    boolean time = held[Role.TIME.ordinal()].isRead();
    boolean message =
        held[Role.MESSAGE.ordinal()].isRead() || record.messageTo() > record.messageFrom();
    boolean level = record.severity() != Severity.UNKNOWN;
    if (!time || !level || !message) {
      StandIn.fill(record, time, level, message, times);
    }
  }

  /** Serilog's compact format leaves the commonest level out, GELF has syslog's numbers. */
  private void unreadLevel() {
    Candidate level = held[Role.LEVEL.ordinal()];
    WellKnown message = held[Role.MESSAGE.ordinal()].known();
    if (message == WellKnown.SHORT_MESSAGE) {
      level.readAsSyslog();
    } else if (level.known() == null && (message == WellKnown.AT_M || message == WellKnown.AT_MT)) {
      record.severity(Severity.INFO);
    }
  }

  /** The worse of two candidates stays a field, unless it is an earlier value of the same name. */
  private boolean offer(Role role) {
    Candidate loser = offered;
    if (offered.isBetterThan(held[role.ordinal()])) {
      loser = held[role.ordinal()];
      held[role.ordinal()] = offered;
      offered = loser;
    }
    if (loser.known() == held[role.ordinal()].known()) {
      repeated = true;
      return true;
    }
    return stay(loser);
  }

  /** Makes a field of one that is not the record's time, level or message. */
  private boolean stay(Candidate candidate) {
    WellKnown known = candidate.known();
    if (known == null || isNothing(candidate)) {
      return true;
    }
    byte[] name = nameToStay(known, candidate.kind());
    return put(
        name,
        0,
        name.length,
        candidate.bytes(),
        candidate.from(),
        candidate.to(),
        candidate.kind());
  }

  /** A null message is no message, and no field either: its name is the message's. */
  private static boolean isNothing(Candidate candidate) {
    return candidate.known() == WellKnown.MESSAGE && candidate.kind() == ValueKind.NULL;
  }

  private byte[] nameToStay(WellKnown known, ValueKind kind) {
    return switch (known.role()) {
      case TIME -> known == WellKnown.AT_TIMESTAMP ? ORIGINAL_TIME : known.spelling();
      case LEVEL -> {
        Candidate level = held[Role.LEVEL.ordinal()];
        if (level.known() == known && !level.isRead() && kind != ValueKind.JSON) {
          yield WellKnown.LOG_LEVEL.spelling();
        }
        yield known == WellKnown.LOG_LEVEL ? ORIGINAL_LEVEL : known.spelling();
      }
      case MESSAGE -> known.spelling();
    };
  }

  private boolean put(
      byte[] nameBytes, int nameFrom, int nameTo, byte[] bytes, int from, int to, ValueKind kind) {
    for (; indexed < record.fieldCount(); indexed++) {
      names.add(record, indexed);
    }
    int field = names.find(record, nameBytes, nameFrom, nameTo);
    if (field >= 0) {
      repeated = true;
      record.replaceValue(field, bytes, from, to, kind);
      return true;
    }
    if (record.fieldCount() == MAX_FIELDS) {
      return false;
    }
    names.put(record.fieldCount());
    indexed++;
    return record.addField(nameBytes, nameFrom, nameTo, bytes, from, to, kind);
  }
}
