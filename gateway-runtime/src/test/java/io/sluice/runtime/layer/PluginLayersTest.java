package io.sluice.runtime.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.layer.ModularRuntime.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginLayersTest {

  private static final ModularRuntime RUNTIME = new ModularRuntime();
  private static final ToolProvider JAR = ToolProvider.findFirst("jar").orElseThrow();

  @TempDir private Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("plugins"));
  }

  private PluginJar limiter(String module, String requires, String body) throws IOException {
    return PluginJar.limiter(temp.resolve(module), module, requires, body);
  }

  private static String named(String name) {
    return "public String name() { return \"" + name + "\"; }";
  }

  private void assertRefused(String... words) throws ReflectiveOperationException {
    Found found = RUNTIME.load(folder);
    assertEquals(List.of(), found.names());
    assertEquals(1, found.faults().size(), () -> String.join("\n", found.faults()));
    String fault = found.faults().getFirst();
    assertFalse(fault.contains("\n"), fault);
    for (String word : words) {
      assertTrue(fault.contains(word), () -> "\"" + word + "\" is not in: " + fault);
    }
  }

  @Test
  void aMissingFolderHoldsNothing() throws Exception {
    assertEquals(new Found(List.of(), List.of()), RUNTIME.load(temp.resolve("none")));
  }

  @Test
  void jarsAndFoldersAreFoundAndOtherFilesAreNot() throws Exception {
    limiter("one", "", named("one")).pack(folder.resolve("one.jar"));
    limiter("two", "", named("two")).pack(folder.resolve("two/two.jar"));
    Files.writeString(folder.resolve("README.md"), "drop jars here");
    assertEquals(new Found(List.of("one", "two"), List.of()), RUNTIME.load(folder));
  }

  @Test
  void aPrivateDependencyGoesBeforeTheGatewaysOwnOfThatName() throws Exception {
    Path library =
        new PluginJar(temp.resolve("library"))
            .source(
                "module-info.java",
                "module com.fasterxml.jackson.core { exports com.fasterxml.jackson.core; }")
            .source(
                "com/fasterxml/jackson/core/JsonFactory.java",
                "package com.fasterxml.jackson.core; public class JsonFactory {"
                    + " public static String word() { return \"private\"; } }")
            .pack(folder.resolve("mine/jackson.jar"));
    limiter(
            "mine",
            "requires com.fasterxml.jackson.core;",
            "public String name() {" + " return com.fasterxml.jackson.core.JsonFactory.word(); }")
        .library(library)
        .pack(folder.resolve("mine/mine.jar"));
    assertEquals(new Found(List.of("private"), List.of()), RUNTIME.load(folder));
  }

  @Test
  void aBrokenJarIsOneLineAndTheOthersAreTaken() throws Exception {
    limiter("good", "", named("good")).pack(folder.resolve("good.jar"));
    Files.writeString(folder.resolve("bad.jar"), "no zip");
    Found found = RUNTIME.load(folder);
    assertEquals(List.of("good"), found.names());
    assertEquals(1, found.faults().size());
    assertEquals(
        "bad.jar: FindException: Error reading bad.jar,"
            + " since: ZipException: zip END header not found",
        found.faults().getFirst());
  }

  @Test
  void aTruncatedJarIsRefused() throws Exception {
    Path jar = limiter("cut", "", named("cut")).pack(folder.resolve("cut.jar"));
    byte[] whole = Files.readAllBytes(jar);
    Files.write(jar, List.of(new String(whole, 0, 40, StandardCharsets.ISO_8859_1)));
    assertRefused("cut.jar", "Zip");
  }

  @Test
  void aModuleWithoutProvidesIsReported() throws Exception {
    new PluginJar(temp.resolve("silent"))
        .source("module-info.java", "module silent { requires io.sluice.api; }")
        .source("silent/Thing.java", "package silent; class Thing {}")
        .pack(folder.resolve("silent.jar"));
    assertRefused("silent.jar", "provides a plugin");
  }

  @Test
  void aCopyOfTheContractIsRefused() throws Exception {
    limiter("greedy", "", named("greedy")).pack(folder.resolve("greedy/greedy.jar"));
    new PluginJar(temp.resolve("copy"))
        .source("module-info.java", "module io.sluice.api { exports io.sluice.api; }")
        .source("io/sluice/api/Ticker.java", "package io.sluice.api; public class Ticker {}")
        .pack(folder.resolve("greedy/api.jar"));
    assertRefused("greedy", "copy of io.sluice.api");
  }

  @Test
  void aLibraryOfTheGatewayIsNotOffered() throws Exception {
    limiter("borrower", "requires com.fasterxml.jackson.core;", named("borrower"))
        .pack(folder.resolve("borrower.jar"));
    assertRefused("borrower", "com.fasterxml.jackson.core", "not offered");
  }

  @Test
  void aConstructorThatThrowsIsTold() throws Exception {
    limiter(
            "thrower",
            "",
            named("thrower") + " public Provider() { throw new Error(\"no licence\"); }")
        .pack(folder.resolve("thrower.jar"));
    assertRefused("thrower.jar", "no licence");
  }

  @Test
  void aNameThatThrowsOrIsNoneIsTold() throws Exception {
    limiter("shouter", "", named("LOUD")).pack(folder.resolve("shouter.jar"));
    assertRefused("shouter.jar", "LOUD");
  }

  @Test
  void aPackageInTwoModulesIsTold() throws Exception {
    limiter("twin", "", named("twin")).pack(folder.resolve("twins/twin.jar"));
    new PluginJar(temp.resolve("other"))
        .source("module-info.java", "module other { }")
        .source("twin/Thing.java", "package twin; class Thing {}")
        .pack(folder.resolve("twins/other.jar"));
    assertRefused("twins", "twin");
  }

  private void packAgainst(String apiVersion, String module) throws IOException {
    Path api = temp.resolve("api-" + apiVersion + ".jar");
    Path contract = contract();
    List<String> arguments =
        new ArrayList<>(List.of("--file=" + api, "--module-version=" + apiVersion));
    if (Files.isDirectory(contract)) {
      arguments.addAll(List.of("--create", "-C", contract.toString(), "."));
    } else {
      Files.copy(contract, api);
      arguments.add("--update");
    }
    assertEquals(0, JAR.run(System.out, System.err, arguments.toArray(String[]::new)));
    limiter(module, "", named(module)).library(api).pack(folder.resolve(module + ".jar"));
  }

  /** The contract that this was compiled against: its classes, or their jar once that is packed. */
  private static Path contract() {
    return ModularRuntime.classPath().stream()
        .filter(path -> path.toString().contains("gateway-api"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "0.2.0", "0.999", "2"})
  void anotherMajorOrANewerMinorVersionOfTheContractIsRefused(String version) throws Exception {
    packAgainst(version, "stranger");
    assertRefused("module stranger", "io.sluice.api " + version, "this gateway has 0.1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1.0", "0.1.9", "0.0.4", "0.1.0-rc1"})
  void anOlderMinorVersionOfTheContractWillDo(String version) throws Exception {
    packAgainst(version, "friend");
    assertEquals(new Found(List.of("friend"), List.of()), RUNTIME.load(folder));
  }

  @Test
  void aJarWithoutADescriptorIsToldTheLinesThatItLacks() throws Exception {
    limiter("first.come", "", named("first"))
        .packPlain(
            folder.resolve("first-come-1.0.jar"),
            Map.of(
                "META-INF/services/io.sluice.api.limiter.LimiterProvider", "first.come.Provider"));
    assertRefused(
        "the jar of first.come has no module descriptor",
        "module first.come { requires io.sluice.api; "
            + "provides io.sluice.api.limiter.LimiterProvider with first.come.Provider; }");
  }

  @Test
  void aJarWithoutDescriptorAndServicesIsToldThemAsFarAsTheyAreKnown() throws Exception {
    limiter("first.come", "", named("first")).packPlain(folder.resolve("first.jar"), Map.of());
    assertRefused(
        "module first { requires io.sluice.api; "
            + "provides io.sluice.api.filter.FilterProvider with first.come.YourProvider; }");
  }

  @Test
  void aJarWhoseNameMakesNoModuleIsToldSoToo() throws Exception {
    limiter("first.come", "", named("first")).packPlain(folder.resolve("1.jar"), Map.of());
    assertRefused("1.jar", "it has no module descriptor", "requires io.sluice.api;");
  }

  @Test
  void aPluginWithoutDescriptorBesideOneThatHasItIsRefused() throws Exception {
    limiter("sound", "", named("sound")).pack(folder.resolve("both/sound.jar"));
    limiter("plain", "", named("plain"))
        .packPlain(
            folder.resolve("both/plain.jar"),
            Map.of("META-INF/services/io.sluice.api.limiter.LimiterProvider", "plain.Provider"));
    assertRefused("module plain {");
  }

  @Test
  void oneClassOfTheContractIsACopyOfIt() throws Exception {
    limiter("greedy", "", named("greedy")).pack(folder.resolve("greedy/greedy.jar"));
    new PluginJar(temp.resolve("copy"))
        .source("module-info.java", "module shaded { }")
        .source(
            "io/sluice/api/limiter/Shaded.java",
            "package io.sluice.api.limiter; public class Shaded {}")
        .pack(folder.resolve("greedy/shaded.jar"));
    assertRefused("greedy", "module shaded brings a copy of io.sluice.api");
  }

  @Test
  void twoPluginsUseConflictingVersionsOfOneLibrarySideBySide() throws Exception {
    for (String version : List.of("one", "two")) {
      Path library =
          new PluginJar(temp.resolve("library-" + version))
              .source("module-info.java", "module words { exports words; }")
              .source(
                  "words/Words.java",
                  "package words; public class Words { public static String %s() { return \"%s\"; } }"
                      .formatted(version, version))
              .pack(folder.resolve(version + "/words.jar"));
      limiter(
              "user." + version,
              "requires words;",
              "public String name() { return words.Words.%s(); }".formatted(version))
          .library(library)
          .pack(folder.resolve(version + "/user.jar"));
    }
    assertEquals(new Found(List.of("one", "two"), List.of()), RUNTIME.load(folder));
  }

  @Test
  void aLayerThatNobodyNeedsIsCountedUntilItIsReclaimed() throws Exception {
    Path jar = limiter("gone", "", named("gone")).pack(folder.resolve("gone.jar"));
    try (ModularRuntime.Loaded loaded = RUNTIME.new Loaded()) {
      Object[] layer = {loaded.load(jar)};
      assertEquals(0, loaded.unreclaimed());
      Object _ = ModularRuntime.call(layer[0], "letGo");
      assertEquals(1, loaded.unreclaimed());
      layer[0] = "";
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (loaded.unreclaimed() > 0 && System.nanoTime() < end) {
        System.gc();
      }
      assertEquals(0, loaded.unreclaimed());
    }
  }
}
