package io.sluice.runtime.history;

import java.util.LinkedHashMap;
import java.util.Map;

/** One thing in which a configuration differs from another one. */
public sealed interface Step {

  /**
   * Where, as a JSON pointer into the configuration, in which endpoints stand under their address,
   * and the members of a set under themselves.
   */
  String path();

  /** The word for the kind of step. */
  String op();

  /** The step as it is shown: {@code op}, {@code path}, {@code from}, {@code to}. */
  Map<String, Object> toMap();

  /** Something is there that was not. */
  record Added(String path, Object to) implements Step {
    @Override
    public String op() {
      return "add";
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = start(this);
      map.put("to", to);
      return map;
    }
  }

  /** Something is no longer there. */
  record Removed(String path, Object from) implements Step {
    @Override
    public String op() {
      return "remove";
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = start(this);
      map.put("from", from);
      return map;
    }
  }

  /** Something is another. */
  record Replaced(String path, Object from, Object to) implements Step {
    @Override
    public String op() {
      return "replace";
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = start(this);
      map.put("from", from);
      map.put("to", to);
      return map;
    }
  }

  private static Map<String, Object> start(Step step) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("op", step.op());
    map.put("path", step.path());
    return map;
  }
}
