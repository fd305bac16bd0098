package io.sluice.runtime.events;

import java.util.Map;

/**
 * Where rooms tell what has happened. Called by any thread, also under locks: never blocks, never
 * throws.
 */
@FunctionalInterface
public interface Events {

  /** Nobody listens. */
  Events NONE = (_, _) -> {};

  /**
   * Something has happened.
   *
   * @param type what kind of thing, such as {@code endpoint.state}
   * @param data what is to be said of it: texts, numbers, booleans, and lists and maps of them
   */
  void publish(String type, Map<String, ?> data);
}
