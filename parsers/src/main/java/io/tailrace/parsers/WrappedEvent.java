package io.tailrace.parsers;

import io.tailrace.parsers.EventLines.Follower;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts together an event whose lines a container runtime has wrapped, and some of them cut.
 *
 * <p>Its lines come one after the other in the file: a line of the other stream, or one that is not
 * wrapped, ends the event, also in the middle of a line that the runtime cut. Owned by one {@link
 * EventReader}.
 */
final class WrappedEvent {
  private final EventLines lines;
  private final Continuation continuation;
  private final Frame frame;
  private final Payloads payloads = new Payloads();

  private byte[] chunk = {};
  private byte @Nullable [] stream;
  private Framing framing = Framing.NONE;
  private long timeNanos;

  WrappedEvent(Framing framing, EventLines lines, Continuation continuation) {
    this.frame = new Frame(framing);
    this.lines = lines;
    this.continuation = continuation;
  }

  void start(byte[] chunk) {
    this.chunk = chunk;
  }

  /** Forgets the last event: the next one may not be wrapped. */
  void clear() {
    stream = null;
    framing = Framing.NONE;
  }

  /** What the event was wrapped in: never {@link Framing#AUTO}. */
  Framing framing() {
    return framing;
  }

  /** The stream that the runtime names for the event, or null if the event was not wrapped. */
  byte @Nullable [] stream() {
    return stream;
  }

  /** The time that the runtime names for the event, if it was wrapped and that could be read. */
  long timeNanos() {
    return timeNanos;
  }

  /** The array that holds the event's text, from index 0 up to {@link #length()}. */
  byte[] text() {
    return payloads.text();
  }

  int length() {
    return payloads.length();
  }

  /** Takes what is there of a line that is too long; false if it is not wrapped. */
  boolean truncated(int from, int cut) {
    if (!frame.unwrap(chunk, from, cut)) {
      return false;
    }
    takeFrame();
    payloads.cutTo(0);
    payloads.append(frame, cut - from);
    return true;
  }

  /** Takes the event's first line, or the first piece of it; false if it is not wrapped. */
  boolean begin() {
    if (!frame.unwrap(chunk, lines.from(), lines.feed())) {
      return false;
    }
    payloads.cutTo(0);
    appendPiece();
    lines.takeLine();
    return true;
  }

  /** Whether the line that {@link #begin} took holds nothing; it is passed over as a blank one. */
  boolean isBlank() {
    return !frame.isPartial() && LineSplitter.isBlank(payloads.text(), 0, payloads.length());
  }

  /** Takes all that follows and belongs to the event; false if more of it may be to come. */
  boolean complete() {
    takeFrame();
    if (restOfLine() == Follower.UNKNOWN) {
      return false;
    }
    return !continuation.mayFollow(payloads.text(), 0, payloads.length()) || takeFollowers();
  }

  private void takeFrame() {
    stream = frame.stream();
    framing = frame.framing();
    timeNanos = frame.timeNanos();
  }

  private void appendPiece() {
    payloads.append(frame, lines.feed() - lines.from());
  }

  /** Appends the pieces that follow, until a line is whole or its next piece is not there. */
  private Follower restOfLine() {
    boolean partial = frame.isPartial();
    while (partial) {
      Follower follower = follower();
      if (follower == Follower.ENDS) {
        lines.leaveOpen();
      }
      if (follower != Follower.JOINS) {
        return follower;
      }
      partial = frame.isPartial();
      appendPiece();
      lines.takePiece();
    }
    return Follower.ENDS;
  }

  private Follower follower() {
    Follower follower = lines.findNext();
    if (follower != Follower.JOINS) {
      return follower;
    }
    boolean sameStream =
        frame.unwrap(chunk, lines.from(), lines.feed()) && Arrays.equals(frame.stream(), stream);
    return sameStream ? Follower.JOINS : Follower.ENDS;
  }

  /** Appends the wrapped lines that follow and belong to the event; false if one may be to come. */
  private boolean takeFollowers() {
    int end = payloads.length();
    boolean doubtful = false;
    while (true) {
      if (!doubtful) {
        lines.mark();
      }
      int from = payloads.length() + 1;
      Follower follower = takeLine();
      if (follower == Follower.UNKNOWN) {
        return false;
      }
      Belongs belongs = follower == Follower.ENDS ? Belongs.NO : judge(from);
      if (belongs == Belongs.NO) {
        lines.backToMark();
        payloads.cutTo(end);
        return true;
      }
      lines.countLine();
      doubtful = belongs == Belongs.PERHAPS;
      end = doubtful ? end : payloads.length();
    }
  }

  private Belongs judge(int from) {
    return continuation.joins(payloads.text(), from, payloads.length());
  }

  /** Appends the wrapped line that follows, whether it belongs to the event or not. */
  private Follower takeLine() {
    Follower follower = follower();
    if (follower != Follower.JOINS) {
      return follower;
    }
    payloads.appendLineFeed();
    appendPiece();
    lines.takePiece();
    return restOfLine() == Follower.UNKNOWN ? Follower.UNKNOWN : Follower.JOINS;
  }
}
