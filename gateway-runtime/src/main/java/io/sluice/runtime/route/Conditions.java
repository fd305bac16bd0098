package io.sluice.runtime.route;

import io.sluice.api.FieldSyntax;
import io.sluice.runtime.route.Condition.Test;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a route asks of a request beside its host and path; all of it must hold.
 *
 * @param methods the methods it takes, in any order; none for any
 * @param headers what is asked of the request's fields
 * @param query what is asked of the parameters in its query
 */
public record Conditions(List<String> methods, List<Condition> headers, List<Condition> query) {

  /** Nothing is asked. */
  public static final Conditions NONE = new Conditions(List.of(), List.of(), List.of());

  /** How many methods there may be, and how many conditions on fields and parameters together. */
  static final int MOST = 16;

  /**
   * Which conditions are tried first: more of them before fewer, a list of methods counting as one;
   * then more that ask for an exact value; then longer prefixes; then fewer methods; then the order
   * of their texts.
   */
  static final Comparator<Conditions> ORDER =
      Comparator.comparingInt(Conditions::count)
          .thenComparingLong(conditions -> conditions.number(Test.EQUALS))
          .thenComparingInt(Conditions::prefixLength)
          .reversed()
          .thenComparingInt(conditions -> conditions.methods.size())
          .thenComparing(Conditions::toString);

  /** Copies the lists; refuses what can never hold, what is said twice, and too much. */
  public Conditions {
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
    methods.forEach(Conditions::checkMethod);
    headers.forEach(Condition::checkField);
    query.forEach(Condition::checkParameter);
    if (methods.size() > MOST || headers.size() + query.size() > MOST) {
      throw new IllegalArgumentException("a route has at most " + MOST + " conditions");
    }
    checkDistinct(methods);
    checkDistinct(headers.stream().map(Condition::lowerCased).toList());
    checkDistinct(query);
  }

  static void checkMethod(String method) {
    if (!FieldSyntax.isToken(method)) {
      throw new IllegalArgumentException("not a method: \"" + method + "\"");
    }
  }

  private static void checkDistinct(List<?> parts) {
    Set<Object> seen = new HashSet<>();
    for (Object part : parts) {
      if (!seen.add(part)) {
        throw new IllegalArgumentException(part + " is named twice");
      }
    }
  }

  /** Whether nothing is asked. */
  public boolean isEmpty() {
    return methods.isEmpty() && headers.isEmpty() && query.isEmpty();
  }

  /** The same in a form that equals that of all conditions that ask the same. */
  Conditions canonical() {
    if (isEmpty()) {
      return NONE;
    }
    Comparator<Condition> byText = Comparator.comparing(Condition::toString);
    return new Conditions(
        methods.stream().sorted().toList(),
        headers.stream().map(Condition::lowerCased).sorted(byText).toList(),
        query.stream().sorted(byText).toList());
  }

  private int count() {
    return (methods.isEmpty() ? 0 : 1) + headers.size() + query.size();
  }

  private long number(Test test) {
    return both().filter(condition -> condition.test() == test).count();
  }

  private int prefixLength() {
    return both()
        .filter(condition -> condition.test() == Test.PREFIX)
        .mapToInt(condition -> condition.text().length())
        .sum();
  }

  private Stream<Condition> both() {
    return Stream.concat(headers.stream(), query.stream());
  }

  /** What is asked, as documents say it; empty if nothing is. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!methods.isEmpty()) {
      map.put("methods", methods);
    }
    if (!headers.isEmpty()) {
      map.put("headers", headers.stream().map(Condition::toMap).toList());
    }
    if (!query.isEmpty()) {
      map.put("query", query.stream().map(Condition::toMap).toList());
    }
    return map;
  }

  /** Says what is asked, for people; empty if nothing is. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (!methods.isEmpty()) {
      parts.add("method " + String.join(" or ", methods));
    }
    headers.forEach(condition -> parts.add("header " + condition));
    query.forEach(condition -> parts.add("query " + condition));
    return String.join(" and ", parts);
  }
}
