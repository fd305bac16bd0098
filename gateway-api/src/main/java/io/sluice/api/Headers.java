package io.sluice.api;

import java.util.List;
import java.util.Optional;

/**
 * An immutable, ordered list of HTTP field lines (RFC 9110 section 5): a name and a value each, in
 * the order sent, repeats kept.
 *
 * <p>Names compare without regard to case. Values are opaque bytes, each shown as the {@code char}
 * of the same number (ISO 8859-1), so that what is read is what is forwarded. Safe for use by any
 * thread.
 */
public interface Headers {

  /** The number of field lines. */
  int size();

  /**
   * The name of a field line, spelled as it was sent.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not below {@link #size()}
   */
  String name(int index);

  /**
   * The value of a field line, without the white space around it.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not below {@link #size()}
   */
  String value(int index);

  /** The value of the first field line of that name. */
  Optional<String> first(String name);

  /** The values of all field lines of that name, in order; empty if there is none. */
  List<String> all(String name);

  /** Whether there is a field line of that name. */
  boolean contains(String name);

  /** These fields and one more at the end. */
  Headers with(String name, String value);

  /** These fields without any of that name. */
  Headers without(String name);

  /** These fields, those of that name replaced by one at the end. */
  default Headers replaced(String name, String value) {
    return without(name).with(name, value);
  }

  /** No field at all. */
  static Headers none() {
    return ListedHeaders.NONE;
  }

  /**
   * The fields of alternating names and values.
   *
   * @throws IllegalArgumentException if a name is without a value, is no token (RFC 9110 section
   *     5.6.2), or a value holds CR, LF, NUL or a character above 0xFF
   */
  static Headers of(String... namesAndValues) {
    return ListedHeaders.of(namesAndValues);
  }
}
