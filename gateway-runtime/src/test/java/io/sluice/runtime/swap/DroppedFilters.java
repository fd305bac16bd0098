package io.sluice.runtime.swap;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Pick;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.runtime.layer.PluginLayer;
import io.sluice.runtime.layer.PluginRefusedException;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import io.sluice.runtime.plugin.LayerUse;
import io.sluice.runtime.plugin.PluginKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Filters in "jars" that are texts: a line for each, with its name and the highest value that its
 * setting {@code size} may have; or {@code broken}. Remembers which layers have ended, by their
 * text.
 */
final class DroppedFilters {

  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  /** What services must have. */
  static InstalledPlugin balancer() {
    return new InstalledPlugin(
        PluginKind.BALANCER, "first", new First(), "first", "", new Origin.BuiltIn());
  }

  PluginLayer load(Path jar) {
    String text = read(jar);
    if (text.equals("broken")) {
      throw new PluginRefusedException("it is broken");
    }
    LayerUse use = new LayerUse(() -> ended.add(text));
    Origin.Dropped origin = new Origin.Dropped(jar, hash(jar), use);
    List<InstalledPlugin> plugins = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", -1);
      Provider provider = new Provider(words[0], Integer.parseInt(words[1]));
      String module = "module." + jar.getFileName();
      plugins.add(new InstalledPlugin(PluginKind.FILTER, words[0], provider, module, "1", origin));
    }
    return new PluginLayer(origin, plugins, List.of(), () -> {});
  }

  private static String hash(Path jar) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(jar)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path jar) {
    try {
      return Files.readString(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether no layer has ended of which nobody has asked. */
  boolean noneEnded() {
    return ended.isEmpty();
  }

  /** The next layer that has ended. */
  String awaitEnd() throws InterruptedException {
    String text = ended.poll(20, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("no layer has ended");
    }
    return text;
  }

  private record Provider(String name, int most) implements FilterProvider {
    @Override
    public Filter create(Settings settings, PluginContext context) {
      long _ = settings.integer("size", 1, 1, most);
      return (request, chain) -> chain.proceed(request);
    }
  }

  private static final class First implements BalancerProvider {
    @Override
    public String name() {
      return "first";
    }

    @Override
    public Balancer create(Settings settings, PluginContext context) {
      return ready -> _ -> new Pick.Picked(ready.getFirst());
    }
  }
}
