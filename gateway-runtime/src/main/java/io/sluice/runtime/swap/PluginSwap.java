package io.sluice.runtime.swap;

import io.sluice.runtime.events.Events;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.layer.PluginLayer;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.swap.SwapReport.Refused;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The plugins of the folder as the gateway has them, and the one who brings both together.
 *
 * <p>A jar or folder is told from its other versions by the hash of its content. One whose content
 * is another is loaded beside what is in use, and takes its place if all services that use its
 * plugins can have new instances; otherwise everything stays as it was. What is no longer there
 * can't be named any more. Safe for any thread; one looks through the folder at a time.
 */
public final class PluginSwap {

  private static final System.Logger LOG = System.getLogger(PluginSwap.class.getName());

  private final PluginFolder folder;
  private final Function<Path, PluginLayer> loader;
  private final Registry registry;
  private final Events events;
  private final ReentrantLock lock = new ReentrantLock();
  private Map<Path, PluginLayer> loaded = new TreeMap<>();
  private volatile List<Refused> refused = List.of();

  /**
   * A swap that has not looked into the folder.
   *
   * @param loader loads a jar or folder, or throws a {@link
   *     io.sluice.runtime.layer.PluginRefusedException}
   * @param events where it is told what becomes of jars and folders
   */
  public PluginSwap(
      PluginFolder folder, Function<Path, PluginLayer> loader, Registry registry, Events events) {
    this.folder = folder;
    this.loader = loader;
    this.registry = registry;
    this.events = events;
  }

  /** Looks through the folder and brings what changed to the registry. */
  public SwapReport reload() {
    lock.lock();
    try {
      SwapRound round = new SwapRound(loaded, loader, registry, events);
      SwapReport report = round.run(folder.list());
      loaded = round.loaded();
      remember(report.refused());
      return report;
    } catch (IOException e) {
      Refused all = new Refused(folder.path(), "the folder can't be read: " + e);
      remember(List.of(all));
      return new SwapReport(
          List.of(), List.of(), List.of(), List.copyOf(loaded.values()), List.of(all));
    } finally {
      lock.unlock();
    }
  }

  /** One line for each jar, folder or plugin that could not be used when it was looked at last. */
  public List<String> faults() {
    return refused.stream().map(Refused::toString).toList();
  }

  private void remember(List<Refused> now) {
    List<Refused> known = refused;
    refused = now;
    now.stream().filter(fault -> !known.contains(fault)).forEach(this::tell);
  }

  private void tell(Refused fault) {
    LOG.log(Level.WARNING, fault.toString());
    events.publish(
        "plugin.refused", Map.of("path", fault.path().toString(), "reason", fault.reason()));
  }
}
