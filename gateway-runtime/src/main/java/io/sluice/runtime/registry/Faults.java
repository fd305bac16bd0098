package io.sluice.runtime.registry;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is wrong with a document, gathered while it is read, so that all of it is told at once.
 *
 * <p>A part that is at fault is noted, and something else stands in for it until the end, where
 * {@link #raise} throws the first fault, with the others suppressed in its favour. Who knows only
 * {@link SettingsException} meets the first; {@link #all} tells them all. Used by one thread.
 */
public final class Faults {

  private final List<SettingsException> found = new ArrayList<>();

  /** Every fault that an exception stands for, itself the first. */
  public static List<SettingsException> all(SettingsException first) {
    Stream<SettingsException> others =
        Stream.of(first.getSuppressed())
            .filter(SettingsException.class::isInstance)
            .map(SettingsException.class::cast);
    return Stream.concat(Stream.of(first), others).toList();
  }

  /** An exception that stands for a fault and for others that were found with it. */
  static SettingsException together(SettingsException first, Collection<SettingsException> others) {
    Faults faults = new Faults();
    faults.add(first);
    others.forEach(faults::add);
    return faults.one();
  }

  /** Reads a part; if it is at fault, what else is to be worked with until the end. */
  public <T> T read(T otherwise, Supplier<T> part) {
    try {
      return part.get();
    } catch (SettingsException e) {
      add(e);
      return otherwise;
    }
  }

  /** Does something that only shows whether there is a fault. */
  public void check(Runnable part) {
    try {
      part.run();
    } catch (SettingsException e) {
      add(e);
    }
  }

  /** Notes every key of a view, not of those below it, that nobody asked for. */
  void addUnknownKeys(Settings view) {
    Set<String> known = view.asked();
    new TreeSet<>(view.keys())
        .stream()
            .filter(key -> !known.contains(key))
            .forEach(key -> add(view.fault(key, Settings.unknown(key, known))));
  }

  /** Notes a fault, with those that it stands for, unless it is known. */
  public void add(SettingsException fault) {
    all(fault).stream()
        .filter(one -> found.stream().noneMatch(known -> isSame(one, known)))
        .forEach(found::add);
  }

  private static boolean isSame(SettingsException one, SettingsException other) {
    return one.pointer().equals(other.pointer()) && one.problem().equals(other.problem());
  }

  /** Whether there is none so far. */
  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Throws an exception that stands for all faults, if there is one.
   *
   * @throws SettingsException the first, with the others
   */
  public void raise() {
    if (!found.isEmpty()) {
      throw one();
    }
  }

  private SettingsException one() {
    SettingsException first = found.getFirst();
    SettingsException raised = new SettingsException(first.pointer(), first.problem());
    found.stream().skip(1).forEach(raised::addSuppressed);
    return raised;
  }
}
