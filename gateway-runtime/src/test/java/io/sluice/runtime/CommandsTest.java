package io.sluice.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.cli.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandsTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"", "walk", "run --confg x", "run extra", "endpoint", "endpoint x"})
  void aWrongCommandLineGivesTwo(String line) {
    assertEquals(2, execute(line.isEmpty() ? new String[0] : line.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "help", "--help", "run --help", "--version"})
  void questionsGiveZero(String line) {
    assertEquals(0, execute(line.split(" ", -1)));
  }

  @Test
  void aFaultInTheFileGivesOneAndOneLine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), "\nlisten: here\n");
    assertEquals(1, execute("check", file.toString()));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("sluice: " + file + ":2: expected"), err.toString());
  }

  @Test
  void aDeclaredServiceMayNotBeTheGatewayItself(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sluice.yaml"),
            """
            admin: {address: "127.0.0.1:8081"}
            services:
              loop: {endpoints: ["127.0.0.1:8081"]}
            """);
    assertEquals(1, execute("check", file.toString()));
    assertTrue(
        err.toString().contains("sluice.yaml:3: 127.0.0.1:8081: port 8081 of this machine"),
        err::toString);
  }

  @Test
  void aMissingFileGivesOneAndOneLine() {
    assertEquals(1, execute("run", "--config", "/nowhere/x.yaml"));
    assertEquals("sluice: there is no file /nowhere/x.yaml\n", err.toString());
  }

  private int execute(String... arguments) {
    CommandLine commands =
        Commands.create(new Shell(Map.of(), InputStream.nullInputStream(), () -> false));
    commands.setErr(new PrintWriter(err));
    commands.setOut(new PrintWriter(new StringWriter()));
    return commands.execute(arguments);
  }
}
