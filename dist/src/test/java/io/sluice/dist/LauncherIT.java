package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.dist.Distribution.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code bin/sluice} does before the gateway runs, from a folder whose name asks for careful
 * quoting.
 */
final class LauncherIT {
  private static final String CACHE_REQUIRED = "-XX:AOTMode=on";
  private static final String SHOW_CLASSES = "-Xlog:class+load=info";

  @TempDir static Path folder;

  private static Path script;
  private static Path cache;

  @BeforeAll
  static void unpackElsewhere() throws IOException, InterruptedException {
    Path home = folder.resolve("it's a $HOME * away");
    Process copy =
        new ProcessBuilder("cp", "-a", Distribution.home().toString(), home.toString()).start();
    assertEquals(0, copy.waitFor());
    script = home.resolve("bin/sluice");
    cache = home.resolve("lib/sluice.aot");
  }

  @Test
  void theGatewayStartsFromTheStartUpCache() throws IOException {
    Ended ended = version(CACHE_REQUIRED + " " + SHOW_CLASSES);
    String main =
        ended
            .output()
            .lines()
            .filter(line -> line.contains(" io.sluice.runtime.Main "))
            .findFirst()
            .orElseThrow();
    assertTrue(main.contains("shared objects file"), main);
  }

  @Test
  void nothingIsSaidWhereTheCacheIsMissing() throws IOException {
    Path aside = Files.move(cache, folder.resolve("aside"));
    String output = version("").output();
    Files.move(aside, cache);
    assertEquals(version("").output(), output);
  }

  @Test
  void nothingIsSaidWhereTheCacheIsDamaged() throws IOException {
    Path aside = Files.move(cache, folder.resolve("aside"));
    Files.write(cache, new byte[4096]);
    String output = version("").output();
    Files.delete(cache);
    Files.move(aside, cache);
    assertEquals(version("").output(), output);
  }

  @Test
  void aLinkLeadsToTheDistribution() throws IOException {
    Path first = Files.createSymbolicLink(folder.resolve("first"), folder.relativize(script));
    Path second = Files.createSymbolicLink(folder.resolve("second"), first);
    Ended ended = Distribution.run(second, Map.of("JAVA_OPTS", CACHE_REQUIRED), "version");
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void hugePagesAreAskedForWhereTheKernelGivesThemAndNobodySaysOtherwise() throws IOException {
    Path kernel = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    boolean given = Files.isReadable(kernel) && !Files.readString(kernel).contains("[never]");
    assertEquals(given, usesHugePages("-XX:+PrintFlagsFinal"));
    assertFalse(usesHugePages("-XX:+PrintFlagsFinal -XX:-UseTransparentHugePages"));
  }

  private static boolean usesHugePages(String options) throws IOException {
    return version(options)
        .output()
        .lines()
        .anyMatch(line -> line.matches("\\s*bool UseTransparentHugePages\\s*= true.*"));
  }

  @Test
  void anotherCollectorIsTaken() throws IOException {
    String output = version("-XX:+UseSerialGC -Xlog:gc=info").output();
    assertTrue(output.contains("Using Serial"), output);
  }

  @Test
  void anotherCacheIsTaken() throws IOException {
    Path another = Files.copy(cache, folder.resolve("another.aot"));
    String output = version("-XX:AOTCache=" + another + " -Xlog:aot=info").output();
    assertTrue(output.contains("Opened AOT cache " + another), output);
  }

  private static Ended version(String javaOpts) throws IOException {
    Ended ended = Distribution.run(script, Map.of("JAVA_OPTS", javaOpts), "version");
    assertEquals(0, ended.exitCode(), ended.output());
    return ended;
  }
}
