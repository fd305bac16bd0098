package io.sluice.runtime.authoring;

import io.sluice.api.plugin.PluginProvider;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The laws of the test kit, out of the jars that the distribution keeps beside the image: the
 * gateway itself has no part of them, so they have a class loader of their own, on top of the
 * gateway's, and are started by their names.
 */
final class Laws implements AutoCloseable {

  private static final String KIT = "io.sluice.testkit.";
  private static final String RUNNER = KIT + "run.LawRun";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final URLClassLoader loader;

  private Laws(URLClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Opens the jars in a folder.
   *
   * @throws IOException if there are none
   */
  static Laws open(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
          jars.add(jar.toUri().toURL());
        }
      }
    }
    if (jars.isEmpty()) {
      throw new IOException("the laws are not in " + folder);
    }
    return new Laws(
        new URLClassLoader(jars.toArray(URL[]::new), PluginProvider.class.getClassLoader()));
  }

  /**
   * Holds a plugin to the laws of its kind.
   *
   * @param settings with which it works
   * @param told the name of each law when it was tried, and what broke it, or an empty text
   * @return why not all of them were tried, if so
   */
  Optional<String> run(
      PluginProvider<?> provider, Map<String, ?> settings, BiConsumer<String, String> told)
      throws IOException {
    FutureTask<Optional<String>> task = new FutureTask<>(() -> start(provider, settings, told));
    Thread thread = Thread.ofPlatform().name("laws").daemon().unstarted(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return Optional.of(
          "law %s does not end: given up after %d minutes"
              .formatted(lawOf(thread), PATIENCE.toMinutes()));
    } catch (ExecutionException e) {
      return Optional.of("the laws could not be tried: " + e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private Optional<String> start(
      PluginProvider<?> provider, Map<String, ?> settings, BiConsumer<String, String> told)
      throws ReflectiveOperationException {
    try {
      Class.forName(RUNNER, true, loader)
          .getMethod("run", PluginProvider.class, Map.class, BiConsumer.class)
          .invoke(null, provider, settings, told);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of("the laws could not be tried: " + e.getCause());
    }
  }

  /** The law that a thread is in the middle of. */
  private static String lawOf(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(KIT))
        .filter(frame -> frame.getClassName().endsWith("Contract"))
        .map(StackTraceElement::getMethodName)
        .reduce((_, outer) -> outer)
        .orElse("(unknown)");
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
