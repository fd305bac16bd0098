package io.sluice.runtime.route;

import io.sluice.api.RequestHead;
import io.sluice.runtime.exchange.FieldList;

/** Tells whether conditions hold for a request, without making anything. Immutable. */
final class RequestCheck {

  private final String[] methods;
  private final Condition[] headers;
  private final QueryCheck[] query;

  RequestCheck(Conditions conditions) {
    methods = conditions.methods().toArray(String[]::new);
    headers = conditions.headers().toArray(Condition[]::new);
    query = conditions.query().stream().map(QueryCheck::new).toArray(QueryCheck[]::new);
  }

  boolean holds(RequestHead head) {
    return methodHolds(head.method()) && headersHold(head) && queryHolds(head.query());
  }

  private boolean methodHolds(String method) {
    for (String one : methods) {
      if (one.equals(method)) {
        return true;
      }
    }
    return methods.length == 0;
  }

  private boolean headersHold(RequestHead head) {
    if (headers.length > 0) {
      FieldList fields = FieldList.copyOf(head.headers()); // the same, if a codec has read them
      for (Condition condition : headers) {
        if (!holds(condition, fields)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(Condition condition, FieldList fields) {
    for (int i = fields.indexOf(condition.name(), 0);
        i >= 0;
        i = fields.indexOf(condition.name(), i + 1)) {
      boolean decided =
          switch (condition.test()) {
            case EQUALS -> fields.hasValue(i, condition.text());
            case PREFIX -> fields.valueStartsWith(i, condition.text());
            case PRESENT, ABSENT -> true;
          };
      if (decided) {
        return condition.test() != Condition.Test.ABSENT;
      }
    }
    return condition.test() == Condition.Test.ABSENT;
  }

  private boolean queryHolds(String text) {
    for (QueryCheck one : query) {
      if (!one.holds(text)) {
        return false;
      }
    }
    return true;
  }
}
