package io.sluice.runtime.http1;

import io.sluice.api.FieldSyntax;
import java.nio.charset.StandardCharsets;

/** The name of a field that is written again and again, checked and turned into bytes once. */
public final class FieldName {

  private final String name;
  private final byte[] start;

  private FieldName(String name) {
    this.name = FieldSyntax.checkName(name);
    this.start = (name + ": ").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The field of that name.
   *
   * @throws IllegalArgumentException if it is no field name
   */
  public static FieldName of(String name) {
    return new FieldName(name);
  }

  /** What a line of this field begins with. */
  void writeStart(OutBuffer out) {
    out.put(start);
  }

  @Override
  public String toString() {
    return name;
  }
}
