package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.Octets;
import java.util.Arrays;

/**
 * Reads the trailer section after the last chunk, up to and with its empty line (RFC 9112 section
 * 7.1.2).
 *
 * <p>Keeps the bytes itself, since they may come in several buffers; a section without fields takes
 * no memory.
 */
final class TrailerSection {

  private static final byte[] NOTHING = {};
  private static final int[] NO_MARKS = {};

  private final int byteLimit;
  private final int fieldLimit;

  private byte[] held = NOTHING;
  private int[] marks = NO_MARKS;
  private int length;
  private int lineStart;
  private int lines;
  private boolean whole;
  private FieldList fields = FieldList.none();

  TrailerSection(Http1Limits limits) {
    byteLimit = limits.trailerBytes();
    fieldLimit = limits.trailerFields();
  }

  /** Reads up to the end of the section or of what is given; returns where it stopped. */
  int read(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !whole) {
      int feed = Octets.indexOfLineFeed(bytes, at, to);
      int end = feed < 0 ? to : feed + 1;
      hold(bytes, at, end);
      at = end;
      if (feed >= 0) {
        takeLine();
      }
    }
    return at;
  }

  boolean whole() {
    return whole;
  }

  /** The fields that may be passed on; empty until the section is whole. */
  FieldList fields() {
    return fields;
  }

  private void hold(byte[] bytes, int from, int to) {
    int more = to - from;
    if (length + more > byteLimit + 2) {
      throw new Http1Exception(Http1Fault.TRAILERS_TOO_LARGE, "more than " + byteLimit + " bytes");
    }
    if (length + more > held.length) {
      held = Arrays.copyOf(held, Math.max(2 * held.length, length + more));
    }
    System.arraycopy(bytes, from, held, length, more);
    length += more;
  }

  private void takeLine() {
    int end = length - 2;
    if (end < lineStart || held[end] != '\r') {
      throw new Http1Exception(Http1Fault.BARE_LINE_FEED, "in the trailers");
    }
    if (end == lineStart) {
      whole = true;
      fields = HopByHop.trailers(FieldList.copyOf(held, 0, marks, lines));
      return;
    }
    if (lines == fieldLimit) {
      throw new Http1Exception(
          Http1Fault.TRAILERS_TOO_LARGE, "more than " + fieldLimit + " fields");
    }
    int colon = FieldLine.nameEnd(held, lineStart, end, "the trailers");
    int valueStart = FieldLine.valueStart(held, colon, end);
    int valueEnd = FieldLine.valueEnd(held, valueStart, end, "the trailers");
    mark(lineStart, colon, valueStart, valueEnd);
    lineStart = length;
  }

  private void mark(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    int mark = lines * FieldList.MARKS_PER_LINE;
    if (mark == marks.length) {
      marks = Arrays.copyOf(marks, Math.max(4 * FieldList.MARKS_PER_LINE, 2 * mark));
    }
    marks[mark] = nameStart;
    marks[mark + 1] = nameEnd;
    marks[mark + 2] = valueStart;
    marks[mark + 3] = valueEnd;
    lines++;
  }
}
