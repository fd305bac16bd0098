package io.sluice.runtime.history;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds in what documents of services differ in meaning: endpoints are told by their address;
 * paths, hosts and tags are sets; another plugin is another section; numbers are equal if their
 * values are. Used once, by one thread.
 */
public final class Documents {

  private static final Set<String> SETS = Set.of("paths", "hosts", "tags");
  private static final String ENDPOINTS = "endpoints";
  private static final String ADDRESS = "address";
  private static final String NAME = "name";

  private final List<Step> steps = new ArrayList<>();

  private Documents() {}

  /** The steps from some services, by name, to others. */
  public static List<Step> difference(
      Map<String, Map<String, Object>> before, Map<String, Map<String, Object>> after) {
    Documents documents = new Documents();
    for (String name : sorted(before.keySet(), after.keySet())) {
      documents.service("/services/" + escape(name), before.get(name), after.get(name));
    }
    return documents.steps;
  }

  private void service(
      String path, @Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
    if (before == null || after == null) {
      values(path, before, after);
      return;
    }
    for (String key : inOrder(before.keySet(), after.keySet())) {
      Object from = before.get(key);
      Object to = after.get(key);
      String place = path + "/" + escape(key);
      if (SETS.contains(key) && from instanceof List<?> old && to instanceof List<?> next) {
        sets(place, old, next);
      } else if (key.equals(ENDPOINTS)
          && from instanceof List<?> old
          && to instanceof List<?> next
          && haveAddresses(old)
          && haveAddresses(next)) {
        endpoints(place, old, next);
      } else {
        values(place, from, to);
      }
    }
  }

  private void sets(String path, List<?> before, List<?> after) {
    for (Object gone : before) {
      if (!after.contains(gone)) {
        steps.add(new Step.Removed(path + "/" + escape(String.valueOf(gone)), gone));
      }
    }
    for (Object added : after) {
      if (!before.contains(added)) {
        steps.add(new Step.Added(path + "/" + escape(String.valueOf(added)), added));
      }
    }
  }

  private static boolean haveAddresses(List<?> list) {
    return list.stream()
        .allMatch(
            element -> element instanceof Map<?, ?> map && map.get(ADDRESS) instanceof String);
  }

  /** Endpoints by address, and their order where those that stay have another. */
  private void endpoints(String path, List<?> before, List<?> after) {
    Map<String, Object> from = byAddress(before);
    Map<String, Object> to = byAddress(after);
    for (String address : inOrder(from.keySet(), to.keySet())) {
      values(path + "/" + escape(address), from.get(address), to.get(address));
    }
    List<String> order = new ArrayList<>(from.keySet());
    order.retainAll(to.keySet());
    List<String> next = new ArrayList<>(to.keySet());
    next.retainAll(from.keySet());
    if (!order.equals(next)) {
      steps.add(new Step.Replaced(path, List.copyOf(from.keySet()), List.copyOf(to.keySet())));
    }
  }

  private static Map<String, Object> byAddress(List<?> endpoints) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object endpoint : endpoints) {
      if (endpoint instanceof Map<?, ?> one) {
        map.put(String.valueOf(one.get(ADDRESS)), endpoint);
      }
    }
    return map;
  }

  private void values(String path, @Nullable Object from, @Nullable Object to) {
    if (from == null) {
      if (to != null) {
        steps.add(new Step.Added(path, to));
      }
    } else if (to == null) {
      steps.add(new Step.Removed(path, from));
    } else if (from instanceof Map<?, ?> old && to instanceof Map<?, ?> next && isSame(old, next)) {
      inOrder(old.keySet(), next.keySet())
          .forEach(
              key -> values(path + "/" + escape(String.valueOf(key)), old.get(key), next.get(key)));
    } else if (from instanceof List<?> old && to instanceof List<?> next) {
      lists(path, old, next);
    } else if (!areEqual(from, to)) {
      steps.add(new Step.Replaced(path, from, to));
    }
  }

  /** Whether both are about the same thing: objects that have names have the same name. */
  private static boolean isSame(Map<?, ?> one, Map<?, ?> other) {
    return Objects.equals(one.get(NAME), other.get(NAME));
  }

  private void lists(String path, List<?> before, List<?> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      values(
          path + "/" + i,
          i < before.size() ? before.get(i) : null,
          i < after.size() ? after.get(i) : null);
    }
  }

  private static boolean areEqual(Object one, Object other) {
    return (one instanceof Number a && other instanceof Number b)
        ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0
        : one.equals(other);
  }

  private static <T> Set<T> inOrder(Set<? extends T> first, Set<? extends T> second) {
    Set<T> both = new LinkedHashSet<>(first);
    both.addAll(second);
    return both;
  }

  private static Set<String> sorted(Set<String> first, Set<String> second) {
    Set<String> both = new TreeSet<>(first);
    both.addAll(second);
    return both;
  }

  private static String escape(String token) {
    return token.replace("~", "~0").replace("/", "~1");
  }
}
