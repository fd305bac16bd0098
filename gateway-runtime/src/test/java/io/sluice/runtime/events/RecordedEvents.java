package io.sluice.runtime.events;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was told, each event as one line: the type, and the data by the order of keys. */
public final class RecordedEvents implements Events {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void publish(String type, Map<String, ?> data) {
    lines.add(type + " " + new TreeMap<>(data));
  }

  /** What was told so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
