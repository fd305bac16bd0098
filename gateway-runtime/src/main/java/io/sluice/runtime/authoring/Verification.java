package io.sluice.runtime.authoring;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.runtime.layer.BuiltInPlugins;
import io.sluice.runtime.layer.PluginLayer;
import io.sluice.runtime.layer.PluginLayers;
import io.sluice.runtime.layer.PluginRefusedException;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A report on a jar or folder: whether the gateway would load it, what it says of its settings, and
 * which laws it breaks. One line for each thing that was looked at, as soon as it was. Used once,
 * by one thread.
 */
public final class Verification {

  private final Path laws;
  private final Map<String, ?> settings;
  private final Set<String> skipped;
  private final Set<String> tried = new HashSet<>();
  private final PrintWriter out;
  private int faults;

  /**
   * @param laws the folder with the jars of the test kit
   * @param settings with which the plugin works
   * @param skipped laws that say nothing about it
   * @param out where the report goes
   */
  public Verification(Path laws, Map<String, ?> settings, Set<String> skipped, PrintWriter out) {
    this.laws = laws;
    this.settings = Map.copyOf(settings);
    this.skipped = Set.copyOf(skipped);
    this.out = out;
  }

  /**
   * Looks at a jar or folder.
   *
   * @return how many faults there are
   * @throws IOException if it can't be read, or the laws are not there
   */
  public int of(Path jarOrFolder) throws IOException {
    if (!Files.exists(jarOrFolder)) {
      throw new NoSuchFileException(jarOrFolder.toString());
    }
    try (PluginLayers layers = new PluginLayers()) {
      look(layers.load(jarOrFolder.toAbsolutePath().normalize()));
    } catch (PluginRefusedException e) {
      fault(jarOrFolder + " can't be used: " + e.getMessage());
    }
    out.println(faults == 0 ? "fit to be dropped in" : faults + " to be mended");
    out.flush();
    return faults;
  }

  private void look(PluginLayer loaded) throws IOException {
    loaded.faults().forEach(this::fault);
    if (loaded.plugins().isEmpty() && faults == 0) {
      fault("there is no plugin in it");
    }
    for (InstalledPlugin plugin : loaded.plugins()) {
      right(
          "%s \"%s\" of module %s %s is loaded as the gateway would"
              .formatted(plugin.kind().word(), plugin.name(), plugin.module(), plugin.version()));
      lookAtName(plugin);
      lookAtSettings(plugin);
      lookAtLaws(plugin);
    }
    if (!tried.isEmpty() && !tried.containsAll(skipped)) {
      fault("not all of these are laws that were tried: " + String.join(", ", skipped));
    }
  }

  private void lookAtName(InstalledPlugin plugin) {
    boolean taken =
        BuiltInPlugins.find().stream()
            .anyMatch(one -> one.kind() == plugin.kind() && one.name().equals(plugin.name()));
    if (taken) {
      fault("the name is taken: the gateway has a plugin of this kind and name built in");
    }
  }

  private void lookAtSettings(InstalledPlugin plugin) {
    SettingsSchema schema = PluginTrial.schema(plugin);
    if (!schema.isDeclared()) {
      out.println("note    it does not declare its settings, so nobody is told what they are");
      return;
    }
    List<String> bare =
        schema.settings().stream()
            .filter(setting -> setting.documentation().isEmpty())
            .map(Setting::key)
            .toList();
    if (bare.isEmpty()) {
      right("settings: " + (schema.keys().isEmpty() ? "none" : String.join(", ", schema.keys())));
    } else {
      fault("settings without documentation: " + String.join(", ", bare));
    }
  }

  private void lookAtLaws(InstalledPlugin plugin) throws IOException {
    List<SettingsException> wrong = PluginTrial.faults(plugin, settings);
    if (!wrong.isEmpty()) {
      wrong.forEach(one -> fault("settings at \"" + one.pointer() + "\": " + one.problem()));
      out.println(
          "note    no law was tried; --settings '{...}' gives settings with which it works");
      return;
    }
    try (Laws kit = Laws.open(laws)) {
      Optional<String> broken = kit.run(plugin.provider(), settings, this::law);
      broken.ifPresent(this::fault);
    }
  }

  private void law(String name, String fault) {
    tried.add(name);
    if (fault.isEmpty()) {
      right("law " + name);
    } else if (skipped.contains(name)) {
      out.println("skipped law " + name);
    } else {
      fault("law " + name + ": " + fault);
    }
    out.flush();
  }

  private void right(String text) {
    out.println("ok      " + text);
  }

  private void fault(String text) {
    faults++;
    out.println("FAULT   " + text);
  }
}
