package io.sluice.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of rooms, held against the compiled classes: who may know whom, and who may know which
 * library.
 */
final class RoomsTest {
  private static final String ROOT = "io.sluice.runtime";

  /** What each room may know besides itself and {@link #FOR_ALL}. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("config", Set.of("api", "access")),
          Map.entry("access", Set.of("api", "logging", "lookout")),
          Map.entry("lookout", Set.of()),
          Map.entry("plugin", Set.of("api", "logging", "guard")),
          Map.entry("layer", Set.of("api", "plugin")),
          Map.entry("swap", Set.of("api", "layer", "plugin", "registry")),
          Map.entry("guard", Set.of("api")),
          Map.entry("exchange", Set.of("api")),
          Map.entry("registry", Set.of("api", "plugin", "route", "history", "lifetime")),
          Map.entry("history", Set.of("journal")),
          Map.entry("health", Set.of("api", "registry", "address")),
          Map.entry("address", Set.of("api", "logging")),
          Map.entry("lifetime", Set.of("api")),
          Map.entry("names", Set.of("api", "registry", "address", "logging")),
          Map.entry("route", Set.of("api")),
          Map.entry(
              "pipeline", Set.of("api", "exchange", "registry", "route", "tunnel", "upstream")),
          Map.entry(
              "upstream",
              Set.of("logging", "api", "exchange", "http1", "deadline", "tunnel", "address")),
          Map.entry("deadline", Set.of("api")),
          Map.entry("tunnel", Set.of("logging", "api", "deadline")),
          Map.entry("http1", Set.of("api")),
          Map.entry(
              "listener",
              Set.of(
                  "logging", "lookout", "api", "pipeline", "route", "http1", "deadline", "tunnel")),
          Map.entry(
              "admin",
              Set.of(
                  "access",
                  "api",
                  "audit",
                  "registry",
                  "plugin",
                  "layer",
                  "swap",
                  "health",
                  "history",
                  "rest")),
          Map.entry("rest", Set.of("api")),
          Map.entry("authoring", Set.of("api", "plugin", "layer")),
          Map.entry("journal", Set.of("api")),
          Map.entry("audit", Set.of("api")),
          Map.entry("metrics", Set.of("api")),
          Map.entry("logging", Set.of("api", "config")),
          Map.entry("accesslog", Set.of("config")),
          Map.entry("events", Set.of()),
          Map.entry("client", Set.of("config")),
          Map.entry("cli", Set.of("client")),
          Map.entry("demo", Set.of()));

  private static final Set<String> FOR_ALL = Set.of("exchange", "metrics", "accesslog", "events");

  /** The rooms in which the types of a library may appear. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "io.helidon..", Set.of("listener"),
          "com.fasterxml.jackson..", Set.of("config", "history", "admin", "client"),
          "org.pcollections..", Set.of("registry"),
          "org.snakeyaml..", Set.of("config"),
          "io.micrometer..", Set.of("metrics"));

  private static final JavaClasses RUNTIME =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  static Stream<String> rooms() {
    return MAY_KNOW.keySet().stream().sorted();
  }

  static Stream<String> libraries() {
    return MAY_USE.keySet().stream().sorted();
  }

  @Test
  void classesAreFound() {
    assertTrue(RUNTIME.contain(Main.class), "the compiled runtime is not where this test looks");
  }

  @Test
  void everyPackageIsARoom() {
    Set<String> unknown =
        RUNTIME.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT + "."))
            .map(name -> name.substring(ROOT.length() + 1))
            .filter(room -> !MAY_KNOW.containsKey(room))
            .collect(toSet());
    assertEquals(Set.of(), unknown);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void knowsOnlyItsNeighbours(String room) {
    Set<String> known = new LinkedHashSet<>(MAY_KNOW.getOrDefault(room, Set.of()));
    known.addAll(FOR_ALL);
    known.add(room);
    classes()
        .that(resideInAPackage(ROOT + "." + room))
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage("io.sluice..")).or(inRooms(known)))
        .allowEmptyShould(true)
        .check(RUNTIME);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryStaysInItsRooms(String library) {
    noClasses()
        .that(not(inRooms(MAY_USE.getOrDefault(library, Set.of()))))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(RUNTIME);
  }

  private static DescribedPredicate<JavaClass> inRooms(Set<String> rooms) {
    List<String> packages =
        rooms.stream()
            .sorted()
            .map(room -> room.equals("api") ? "io.sluice.api.." : ROOT + "." + room)
            .toList();
    return resideInAnyPackage(packages.toArray(String[]::new)).as("in " + packages);
  }
}
