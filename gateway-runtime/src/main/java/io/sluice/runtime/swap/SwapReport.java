package io.sluice.runtime.swap;

import io.sluice.runtime.layer.PluginLayer;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of the jars and folders of the plugin folder when it was looked through.
 *
 * @param added whose plugins can be named since
 * @param replaced that have taken the place of others, or of an earlier version of themselves
 * @param removed whose plugins can't be named any more
 * @param kept that are as they were
 * @param refused what can't be used, or can't replace what is in use
 */
public record SwapReport(
    List<PluginLayer> added,
    List<PluginLayer> replaced,
    List<PluginLayer> removed,
    List<PluginLayer> kept,
    List<Refused> refused) {

  /** Copies the lists. */
  public SwapReport {
    added = List.copyOf(added);
    replaced = List.copyOf(replaced);
    removed = List.copyOf(removed);
    kept = List.copyOf(kept);
    refused = List.copyOf(refused);
  }

  /**
   * Something that can't be used.
   *
   * @param path the jar or folder
   * @param reason why, in one line
   */
  public record Refused(Path path, String reason) {

    /** The whole of it in one line. */
    @Override
    public String toString() {
      return "plugin " + path + " is not used: " + reason;
    }
  }
}
