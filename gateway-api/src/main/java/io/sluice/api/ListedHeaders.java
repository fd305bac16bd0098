package io.sluice.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Headers held as a list of alternating names and values; the form for small sets made in code. */
final class ListedHeaders implements Headers {

  static final ListedHeaders NONE = new ListedHeaders(List.of());

  private final List<String> lines;

  private ListedHeaders(List<String> lines) {
    this.lines = lines;
  }

  static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a field without a value: " + namesAndValues[namesAndValues.length - 1]);
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      FieldSyntax.checkName(namesAndValues[i]);
      FieldSyntax.checkValue(namesAndValues[i], namesAndValues[i + 1]);
    }
    return namesAndValues.length == 0 ? NONE : new ListedHeaders(List.of(namesAndValues));
  }

  @Override
  public int size() {
    return lines.size() / 2;
  }

  @Override
  public String name(int index) {
    return lines.get(2 * index);
  }

  @Override
  public String value(int index) {
    return lines.get(2 * index + 1);
  }

  @Override
  public Optional<String> first(String name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        return Optional.of(value(i));
      }
    }
    return Optional.empty();
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        values.add(value(i));
      }
    }
    return List.copyOf(values);
  }

  @Override
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  @Override
  public Headers with(String name, String value) {
    FieldSyntax.checkName(name);
    FieldSyntax.checkValue(name, value);
    List<String> more = new ArrayList<>(lines);
    more.add(name);
    more.add(value);
    return new ListedHeaders(List.copyOf(more));
  }

  @Override
  public Headers without(String name) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (!name(i).equalsIgnoreCase(name)) {
        rest.add(name(i));
        rest.add(value(i));
      }
    }
    return new ListedHeaders(List.copyOf(rest));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListedHeaders that && that.lines.equals(lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
