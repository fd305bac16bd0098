package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.dist.Distribution.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the image that end by themselves. */
final class CommandsIT {

  @Test
  void theVersionIsTheModules() throws IOException {
    Ended ended = Distribution.run(Map.of(), "version");
    assertEquals(0, ended.exitCode());
    assertTrue(ended.output().matches("sluice [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n"), ended.output());
  }

  @Test
  void aWrongCommandLineIsToldApartFromAFailure() throws IOException {
    assertEquals(2, Distribution.run(Map.of(), "walk").exitCode());
    assertEquals(1, Distribution.run(Map.of(), "check", "/nowhere.yaml").exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sluice.yaml", "go-gateway.yaml"})
  void whatIsShippedIsRight(String file) throws IOException {
    Ended ended = Distribution.run(Map.of(), "check", conf(file).toString());
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void everyKeyThatTheShippedFileShowsExists(@TempDir Path folder) throws IOException {
    String all =
        Files.readString(conf("sluice.yaml"))
            .replace("#token: \"\"", "#token: secret")
            .replaceAll("(?m)^#services:$", "")
            .replaceAll("(?m)^( *)#([a-z-]+:)", "$1$2");
    Path file = Files.writeString(folder.resolve("all.yaml"), all);
    Ended ended = Distribution.run(Map.of(), "check", file.toString());
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void aFaultOfAPluginsSettingIsFoundWithItsLine(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.yaml"),
            "services:\n  b:\n    endpoints: [\"a:1\"]\n    limiter: {capacity: 0}\n");
    Ended ended = Distribution.run(Map.of(), "check", file.toString());
    assertEquals(1, ended.exitCode());
    assertEquals(
        "sluice: " + file + ":4: must be 1 to 1000000, not 0 at /services/b/limiter/capacity\n",
        ended.output());
  }

  @Test
  void theSimulationShowsWhatItSays() throws IOException {
    Ended ended = Distribution.run(Map.of(), "demo", "--simulate");
    assertEquals(0, ended.exitCode(), ended.output());
    assertTrue(ended.output().contains("opened in turn and held: 10/10/10"), ended.output());
    assertTrue(ended.output().matches("(?s).*150 requests at once: 10[0-2] x 200.*"));
    assertTrue(ended.output().contains("after that time: 200"), ended.output());
  }

  private static Path conf(String file) {
    return Distribution.home().resolve("conf").resolve(file);
  }
}
