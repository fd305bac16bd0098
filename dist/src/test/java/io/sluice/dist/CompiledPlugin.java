package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a plugin's jar with nothing but the distribution's SDK, as its author would. */
final class CompiledPlugin {

  private CompiledPlugin() {}

  /**
   * Compiles and packs what is below a folder of sources.
   *
   * @param classes an empty folder for what is in between
   */
  static void pack(Path sources, Path classes, Path jar) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--module-path", sdk(), "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    run("javac", arguments);
    run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
  }

  private static String sdk() throws IOException {
    try (Stream<Path> published = Files.walk(Distribution.home().resolve("sdk"))) {
      return published
          .filter(
              jar -> jar.getFileName().toString().matches("(gateway-api|jspecify)-[0-9.]*\\.jar"))
          .map(Path::toString)
          .collect(Collectors.joining(":"));
    }
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    int code =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertEquals(0, code, output.toString());
  }
}
