package io.tailrace.outputs.ecs;

import io.tailrace.outputs.ecs.ReservedName.Owner;
import io.tailrace.parsers.JsonText;
import java.util.Arrays;

/**
 * Weighs a record's fields, and what is inside those that are objects, against the names that are
 * reserved in its document. Owned by one pipeline's thread, reused for each record.
 */
final class Placement {
  /** Whether a field can have its name. */
  enum Verdict {
    FITS,
    /** Another field of the document has this path, or one above or below it. */
    TAKEN,
    /** It is a value, and elsewhere an object. */
    IN_PLACE_OF_OBJECT
  }

  private ReservedName[] reserved = {};
  private int written;

  /** For each field of the source, whether the record's takes its place. */
  private boolean[] replaced = new boolean[16];

  private int replacedCount;

  /** The path being weighed inside an object. */
  private byte[] path = new byte[128];

  /** Starts a record. */
  void reset(SourceFrame frame, int written) {
    this.reserved = frame.reserved;
    this.written = written;
    if (replacedCount > 0) {
      Arrays.fill(replaced, false);
      replacedCount = 0;
    }
    if (replaced.length < frame.member.length) {
      replaced = new boolean[frame.member.length];
    }
  }

  boolean replacesAny() {
    return replacedCount > 0;
  }

  boolean replaces(int sourceField) {
    return replaced[sourceField];
  }

  /**
   * Weighs a field.
   *
   * @param name without escapes, from {@code from} to {@code to}
   * @param value the value's bytes, of which only those of an object are looked at
   */
  Verdict place(byte[] name, int from, int to, Shape shape, byte[] value, int valueFrom) {
    Verdict verdict = weigh(name, from, to, shape);
    if (verdict != Verdict.IN_PLACE_OF_OBJECT || shape == Shape.VALUE) {
      if (verdict == Verdict.FITS) {
        replaceSame(name, from, to);
      }
      return verdict;
    }
    if (shape == Shape.ARRAY) {
      return Verdict.TAKEN;
    }
    makeRoom(to - from);
    System.arraycopy(name, from, path, 0, to - from);
    if (!fitInside(to - from, value, valueFrom, false)) {
      return Verdict.TAKEN;
    }
    fitInside(to - from, value, valueFrom, true);
    return Verdict.FITS;
  }

  /** Whether a field of the record may be called so instead; then it is. */
  boolean take(byte[] name, int from, int to) {
    for (ReservedName other : reserved) {
      boolean free =
          switch (other.relationOf(name, from, to)) {
            case APART -> true;
            case SAME -> other.owner == Owner.SOURCE;
            case BELOW -> other.owner == Owner.OBJECT;
            case ABOVE -> false;
          };
      if (!free) {
        return false;
      }
    }
    replaceSame(name, from, to);
    return true;
  }

  /**
   * Weighs one path. {@link Verdict#IN_PLACE_OF_OBJECT} here also stands for an object in its
   * place, whose members have yet to be weighed.
   */
  private Verdict weigh(byte[] name, int from, int to, Shape shape) {
    Verdict verdict = Verdict.FITS;
    for (ReservedName other : reserved) {
      switch (other.relationOf(name, from, to)) {
        case APART -> {}
        case BELOW -> {
          if (other.owner != Owner.OBJECT) {
            return Verdict.TAKEN;
          }
        }
        case ABOVE -> verdict = ofObject(shape);
        case SAME -> {
          if (other.owner == Owner.OBJECT) {
            verdict = ofObject(shape);
          } else if (shape == Shape.OBJECT || !yields(other)) {
            return Verdict.TAKEN;
          }
        }
      }
    }
    return verdict;
  }

  private static Verdict ofObject(Shape shape) {
    return shape == Shape.NULL ? Verdict.FITS : Verdict.IN_PLACE_OF_OBJECT;
  }

  private boolean yields(ReservedName other) {
    return switch (other.owner) {
      case TAILRACE -> (written & other.index) == 0;
      case SOURCE -> true;
      case OBJECT, ELASTICSEARCH -> false;
    };
  }

  /**
   * Whether every member of an object fits at its path. Goes no deeper than there are segments in a
   * reserved name.
   *
   * @param length of the object's own path, which is in {@link #path}
   * @param take whether the members also take the places of the source's fields
   */
  private boolean fitInside(int length, byte[] json, int from, boolean take) {
    int name = JsonMembers.nextName(json, from + 1);
    while (name >= 0) {
      int endOfName = JsonMembers.endOfString(json, name);
      int value = JsonMembers.value(json, endOfName);
      int to = appendToPath(length, json, name, endOfName);
      Shape shape = Shape.ofJson(json[value]);
      Verdict verdict = weigh(path, 0, to, shape);
      boolean fits =
          verdict == Verdict.FITS
              || (verdict == Verdict.IN_PLACE_OF_OBJECT
                  && shape == Shape.OBJECT
                  && fitInside(to, json, value, take));
      if (!fits) {
        return false;
      }
      if (take) {
        replaceSame(path, 0, to);
      }
      name = JsonMembers.nextName(json, JsonMembers.endOfValue(json, value));
    }
    return true;
  }

  private int appendToPath(int length, byte[] json, int from, int to) {
    makeRoom(length + 1 + to - from);
    path[length] = '.';
    return JsonText.unescape(json, from, to, path, length + 1);
  }

  private void replaceSame(byte[] name, int from, int to) {
    for (ReservedName other : reserved) {
      if (other.owner == Owner.SOURCE
          && !replaced[other.index]
          && other.relationOf(name, from, to) == Relation.SAME) {
        replaced[other.index] = true;
        replacedCount++;
      }
    }
  }

  private void makeRoom(int length) {
    if (path.length < length) {
      path = Arrays.copyOf(path, Math.max(length, path.length * 2));
    }
  }
}
