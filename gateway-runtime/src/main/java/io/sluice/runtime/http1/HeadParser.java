package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.KnownField;
import io.sluice.runtime.exchange.Octets;
import java.util.Arrays;

/**
 * Reads a head line by line as its bytes arrive; what requests and responses have in common.
 *
 * <p>Keeps where it stopped as distances from the first byte of the head, so that the caller may
 * move the bytes between calls, and no byte is looked at again for a line end. Holds one head at a
 * time, for one thread; a call after a whole head starts the next.
 */
abstract class HeadParser {

  /** Says that the head goes on beyond the bytes given. */
  public static final int NEED_MORE = -1;

  private final Http1Limits limits;
  final HeadFacts facts = new HeadFacts();

  private int[] marks = new int[16 * FieldList.MARKS_PER_LINE];
  private int lines;
  private int kept;
  private int lineStart;
  private int searched;
  private boolean emptyLineSeen;
  private boolean startLineSeen;
  private boolean whole;
  private FieldList fields = FieldList.none();

  HeadParser(Http1Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads on.
   *
   * @param bytes the buffer
   * @param from where the head begins: the same byte in each call for one head
   * @param to where the bytes read so far end
   * @return where the head ends, or {@link #NEED_MORE}
   * @throws Http1Exception if this is no sound head; the parser is of no use afterwards
   */
  public final int parse(byte[] bytes, int from, int to) {
    if (whole) {
      reset();
    }
    while (true) {
      int feed = Octets.indexOfLineFeed(bytes, from + searched, to);
      if (feed < 0) {
        searched = to - from;
        checkPartial(bytes, from, to);
        return NEED_MORE;
      }
      int start = from + lineStart;
      int end = feed - 1;
      checkFirstByte(bytes[start]);
      checkHeadSize(feed + 1 - from);
      if (!startLineSeen && end - start > limits.startLineBytes()) {
        throw startLineTooLong();
      }
      if (end < start || bytes[end] != '\r') {
        throw new Http1Exception(Http1Fault.BARE_LINE_FEED, "in " + place());
      }
      lineStart = feed + 1 - from;
      searched = lineStart;
      if (line(bytes, from, start, end)) {
        return feed + 1;
      }
    }
  }

  /** Whether the bytes of a head have begun to arrive and the head is not whole. */
  public final boolean begun() {
    return !whole && searched > 0;
  }

  final void reset() {
    lines = 0;
    kept = 0;
    lineStart = 0;
    searched = 0;
    emptyLineSeen = false;
    startLineSeen = false;
    whole = false;
    fields = FieldList.none();
    facts.reset();
  }

  /** The lines that may be forwarded, once the head is whole. */
  final FieldList fields() {
    if (!whole) {
      throw new IllegalStateException("the head is not whole");
    }
    return fields;
  }

  /** Takes one line; true if it was the last. */
  private boolean line(byte[] bytes, int from, int start, int end) {
    if (!startLineSeen) {
      if (start == end) {
        skipEmptyLine();
        return false;
      }
      startLine(bytes, start, end);
      startLineSeen = true;
      return false;
    }
    if (start == end) {
      fields = HopByHop.without(FieldList.copyOf(bytes, from, marks, kept), facts.nominated());
      whole = true;
      checkWhole();
      return true;
    }
    fieldLine(bytes, from, start, end);
    return false;
  }

  private void skipEmptyLine() {
    if (emptyLineSeen || !toleratesEmptyLine()) {
      throw new Http1Exception(startLineFault(), "empty");
    }
    emptyLineSeen = true;
  }

  private void fieldLine(byte[] bytes, int from, int start, int end) {
    if (++lines > limits.fields()) {
      throw new Http1Exception(Http1Fault.TOO_MANY_FIELDS, "more than " + limits.fields());
    }
    int colon = FieldLine.nameEnd(bytes, start, end, place());
    int valueStart = FieldLine.valueStart(bytes, colon, end);
    int valueEnd = FieldLine.valueEnd(bytes, valueStart, end, place());
    KnownField field = KnownField.of(bytes, start, colon);
    if (facts.note(field, bytes, valueStart, valueEnd)) {
      keep(start - from, colon - from, valueStart - from, valueEnd - from);
    }
  }

  private void keep(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    int mark = kept * FieldList.MARKS_PER_LINE;
    if (mark == marks.length) {
      marks = Arrays.copyOf(marks, 2 * mark);
    }
    marks[mark] = nameStart;
    marks[mark + 1] = nameEnd;
    marks[mark + 2] = valueStart;
    marks[mark + 3] = valueEnd;
    kept++;
  }

  private void checkPartial(byte[] bytes, int from, int to) {
    int start = from + lineStart;
    if (!startLineSeen && start < to) {
      checkFirstByte(bytes[start]);
    }
    checkHeadSize(to - from);
    if (!startLineSeen && to - start > limits.startLineBytes() + 1) {
      throw startLineTooLong();
    }
  }

  /** Tells a stranger's protocol at once, where waiting for the end of the line would take long. */
  private void checkFirstByte(byte octet) {
    boolean lineEnd = octet == '\r' || octet == '\n';
    if (!startLineSeen && !lineEnd && Octets.tokenClass(octet) == Octets.NO_TOKEN) {
      throw new Http1Exception(startLineFault(), "begins with no token");
    }
  }

  private void checkHeadSize(int size) {
    if (size <= limits.headBytes()) {
      return;
    }
    if (!startLineSeen && size - lineStart > limits.startLineBytes()) {
      throw startLineTooLong();
    }
    throw new Http1Exception(
        Http1Fault.HEAD_TOO_LARGE, "more than " + limits.headBytes() + " bytes");
  }

  private Http1Exception startLineTooLong() {
    return new Http1Exception(
        Http1Fault.START_LINE_TOO_LONG, "more than " + limits.startLineBytes() + " bytes");
  }

  private String place() {
    return startLineSeen ? "head" : "start line";
  }

  /** Reads the start line {@code bytes[from, to)}. */
  abstract void startLine(byte[] bytes, int from, int to);

  /** Which fault a start line of no known shape is. */
  abstract Http1Fault startLineFault();

  /** Whether one empty line before the start line is passed over (RFC 9112 section 2.2). */
  abstract boolean toleratesEmptyLine();

  /** Refuses a head whose lines are sound each and not together. */
  abstract void checkWhole();
}
