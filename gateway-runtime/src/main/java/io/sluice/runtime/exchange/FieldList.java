package io.sluice.runtime.exchange;

import io.sluice.api.FieldSyntax;
import io.sluice.api.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Field lines held as the bytes they came in, with four marks a line: where its name and its value
 * begin and end.
 *
 * <p>Immutable, for any thread. Looking up and writing out make no strings; lists made by leaving
 * lines out share the bytes.
 */
public final class FieldList implements Headers {

  /** How many marks stand for a line. */
  public static final int MARKS_PER_LINE = 4;

  private static final int NAME_START = 0;
  private static final int NAME_END = 1;
  private static final int VALUE_START = 2;
  private static final int VALUE_END = 3;

  /** What a line takes besides its name and value: colon, space, CR, LF. */
  private static final int LINE_OVERHEAD = 4;

  private static final FieldList NONE = new FieldList(new byte[0], new int[0]);

  private final byte[] bytes;
  private final int[] marks;

  private FieldList(byte[] bytes, int[] marks) {
    this.bytes = bytes;
    this.marks = marks;
  }

  /** No field at all. */
  public static FieldList none() {
    return NONE;
  }

  /**
   * The lines a parser found, copied out of its buffer. The parser has checked that names are
   * tokens and values are field values.
   *
   * @param source the buffer
   * @param base where in the buffer mark 0 is
   * @param marks the marks of the lines, ascending
   * @param lines how many lines there are
   */
  public static FieldList copyOf(byte[] source, int base, int[] marks, int lines) {
    if (lines == 0) {
      return NONE;
    }
    int shift = marks[0];
    int[] own = new int[lines * MARKS_PER_LINE];
    for (int i = 0; i < own.length; i++) {
      own[i] = marks[i] - shift;
    }
    int end = marks[own.length - 1];
    return new FieldList(Arrays.copyOfRange(source, base + shift, base + end), own);
  }

  /** The same lines in this form. */
  public static FieldList copyOf(Headers headers) {
    if (headers instanceof FieldList list) {
      return list;
    }
    int length = 0;
    for (int i = 0; i < headers.size(); i++) {
      length += headers.name(i).length() + headers.value(i).length() + LINE_OVERHEAD;
    }
    byte[] bytes = new byte[length];
    int[] marks = new int[headers.size() * MARKS_PER_LINE];
    int at = 0;
    for (int i = 0; i < headers.size(); i++) {
      at = append(bytes, at, marks, i, headers.name(i), headers.value(i));
    }
    return new FieldList(bytes, marks);
  }

  private static int append(
      byte[] bytes, int at, int[] marks, int index, String name, String value) {
    FieldSyntax.checkName(name);
    FieldSyntax.checkValue(name, value);
    int mark = index * MARKS_PER_LINE;
    marks[mark + NAME_START] = at;
    int end = Octets.copy(name, bytes, at);
    marks[mark + NAME_END] = end;
    bytes[end++] = ':';
    bytes[end++] = ' ';
    marks[mark + VALUE_START] = end;
    end = Octets.copy(value, bytes, end);
    marks[mark + VALUE_END] = end;
    bytes[end++] = '\r';
    bytes[end++] = '\n';
    return end;
  }

  @Override
  public int size() {
    return marks.length / MARKS_PER_LINE;
  }

  @Override
  public String name(int index) {
    int mark = mark(index);
    return Octets.text(bytes, marks[mark + NAME_START], marks[mark + NAME_END]);
  }

  @Override
  public String value(int index) {
    int mark = mark(index);
    return Octets.text(bytes, marks[mark + VALUE_START], marks[mark + VALUE_END]);
  }

  /** Which of the fields that concern the gateway the line is. */
  public KnownField known(int index) {
    int mark = mark(index);
    return KnownField.of(bytes, marks[mark + NAME_START], marks[mark + NAME_END]);
  }

  /** Whether the line has that name. */
  public boolean hasName(int index, String name) {
    int mark = mark(index);
    return Octets.equalsIgnoreCase(bytes, marks[mark + NAME_START], marks[mark + NAME_END], name);
  }

  /** Whether the line has just that value. */
  public boolean hasValue(int index, String value) {
    int mark = mark(index);
    return Octets.equals(bytes, marks[mark + VALUE_START], marks[mark + VALUE_END], value);
  }

  /** Whether the line's value begins with that text. */
  public boolean valueStartsWith(int index, String prefix) {
    int mark = mark(index);
    int start = marks[mark + VALUE_START];
    int end = start + prefix.length();
    return end <= marks[mark + VALUE_END] && Octets.equals(bytes, start, end, prefix);
  }

  /** The first line of that name at or after an index, or -1. */
  public int indexOf(String name, int fromIndex) {
    for (int i = fromIndex; i < size(); i++) {
      if (hasName(i, name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Optional<String> first(String name) {
    int index = indexOf(name, 0);
    return index < 0 ? Optional.empty() : Optional.of(value(index));
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
      values.add(value(i));
    }
    return List.copyOf(values);
  }

  @Override
  public boolean contains(String name) {
    return indexOf(name, 0) >= 0;
  }

  @Override
  public FieldList with(String name, String value) {
    int room = name.length() + value.length() + LINE_OVERHEAD;
    byte[] moreBytes = Arrays.copyOf(bytes, bytes.length + room);
    int[] moreMarks = Arrays.copyOf(marks, marks.length + MARKS_PER_LINE);
    append(moreBytes, bytes.length, moreMarks, size(), name, value);
    return new FieldList(moreBytes, moreMarks);
  }

  @Override
  public FieldList without(String name) {
    return contains(name) ? retain(i -> !hasName(i, name)) : this;
  }

  /** The lines whose index passes the test. */
  public FieldList retain(IntPredicate test) {
    int[] kept = new int[marks.length];
    int length = 0;
    for (int i = 0; i < size(); i++) {
      if (test.test(i)) {
        System.arraycopy(marks, i * MARKS_PER_LINE, kept, length, MARKS_PER_LINE);
        length += MARKS_PER_LINE;
      }
    }
    return length == marks.length ? this : new FieldList(bytes, Arrays.copyOf(kept, length));
  }

  /** How many bytes {@link #writeLine} writes. */
  public int lineLength(int index) {
    int mark = mark(index);
    int name = marks[mark + NAME_END] - marks[mark + NAME_START];
    return name + marks[mark + VALUE_END] - marks[mark + VALUE_START] + LINE_OVERHEAD;
  }

  /** Writes {@code name: value CRLF} and returns where it stopped. */
  public int writeLine(int index, byte[] out, int at) {
    int mark = mark(index);
    int nameLength = marks[mark + NAME_END] - marks[mark + NAME_START];
    int valueLength = marks[mark + VALUE_END] - marks[mark + VALUE_START];
    System.arraycopy(bytes, marks[mark + NAME_START], out, at, nameLength);
    int next = at + nameLength;
    out[next++] = ':';
    out[next++] = ' ';
    System.arraycopy(bytes, marks[mark + VALUE_START], out, next, valueLength);
    next += valueLength;
    out[next++] = '\r';
    out[next++] = '\n';
    return next;
  }

  private int mark(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("no field line " + index + " among " + size());
    }
    return index * MARKS_PER_LINE;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FieldList that) || that.size() != size()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!name(i).equals(that.name(i)) || !value(i).equals(that.value(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size(); i++) {
      hash = 31 * (31 * hash + name(i).hashCode()) + value(i).hashCode();
    }
    return hash;
  }

  /** The names only: values may be secret. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      names.add(name(i));
    }
    return names.toString();
  }
}
