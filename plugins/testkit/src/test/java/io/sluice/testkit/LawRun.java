package io.sluice.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the laws on a plugin, as its author's build would, and tells which of them it breaks. */
final class LawRun implements TestExecutionListener {

  private final Set<String> broken = new TreeSet<>();
  private final Set<String> kept = new TreeSet<>();

  /** The laws that a contract class breaks. */
  static Set<String> brokenBy(Class<?> contract) {
    LawRun run = new LawRun();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .filters(includeEngines("jqwik"))
                .configurationParameter("jqwik.database", "target/bad-plugins.jqwik-database")
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .build(),
            run);
    Set<String> expected = new TreeSet<>(lawsOf(contract));
    expected.removeAll(run.broken);
    if (!run.kept.equals(expected)) {
      throw new AssertionError("not every law was run: " + run.kept + ", not " + expected);
    }
    return run.broken;
  }

  /** The laws of a contract, inherited ones included. */
  static Set<String> lawsOf(Class<?> contract) {
    Set<String> laws = new TreeSet<>();
    Arrays.stream(contract.getMethods())
        .filter(method ->
            method.isAnnotationPresent(Property.class) || method.isAnnotationPresent(Example.class))
        .map(Method::getName)
        .forEach(laws::add);
    return laws;
  }

  /** The names of laws with the contract that declares each. */
  static Set<String> namesOf(Class<?> contract, Set<String> laws) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(contract.getMethods())
        .filter(method -> laws.contains(method.getName()))
        .forEach(method ->
            names.add(method.getDeclaringClass().getSimpleName() + "." + method.getName()));
    return names;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    broken.clear();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .ifPresent(law ->
            (result.getStatus() == Status.SUCCESSFUL ? kept : broken).add(law.getMethodName()));
  }
}
