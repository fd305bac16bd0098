package io.sluice.testkit.run;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import io.sluice.api.plugin.PluginProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tries the laws of its kind on a plugin and tells of each how it went. One run at a time. */
public final class LawRun implements TestExecutionListener {

  private final BiConsumer<String, String> told;

  private LawRun(BiConsumer<String, String> told) {
    this.told = told;
  }

  /**
   * Tries all laws, on this thread, whose context class loader finds the jqwik engine.
   *
   * @param settings with which the plugin works
   * @param told the name of each law, when it was tried, and what broke it, or an empty text
   * @throws IllegalStateException if the laws can't be tried
   */
  public static void run(
      PluginProvider<?> provider, Map<String, ?> settings, BiConsumer<String, String> told) {
    Subject subject = new Subject(provider, settings);
    subject.present();
    try {
      Path folder = Files.createTempDirectory("sluice-laws-");
      Path database = folder.resolve("database");
      try {
        LauncherFactory.create().execute(request(subject, database), new LawRun(told));
      } finally {
        Files.deleteIfExists(database);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LauncherDiscoveryRequest request(Subject subject, Path database) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectClass(subject.contract()))
        .filters(includeEngines("jqwik"))
        .configurationParameter("jqwik.database", database.toString())
        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
        .build();
  }

  /** Called by the platform when a law, or all of them, were tried. */
  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String fault = result.getThrowable().map(LawRun::inOneLine).orElse("");
    if (test.isTest()) {
      told.accept(nameOf(test), fault);
    } else if (!fault.isEmpty()) {
      throw new IllegalStateException(fault);
    }
  }

  private static String nameOf(TestIdentifier test) {
    return test.getSource().orElse(null) instanceof MethodSource method
        ? method.getMethodName()
        : test.getDisplayName();
  }

  private static String inOneLine(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    String text =
        thrown instanceof AssertionError ? message : thrown.getClass().getName() + " " + message;
    String line = text.strip().replaceAll("\\s+", " ");
    return line.isEmpty() ? thrown.getClass().getName() : line;
  }
}
