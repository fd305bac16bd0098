package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins that somebody compiled against the distribution's SDK and dropped into the folder; theirs
 * is another version of a library that the gateway uses itself.
 */
final class PluginsIT {
  private static final Path SOURCES = Path.of("src/test/resources/plugin");
  private static final Path LIBRARIES = Path.of("target/plugin-libraries");

  @TempDir Path folder;

  private Path plugins;
  private LocalEndpoint endpoint;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    endpoint = LocalEndpoint.start();
  }

  @AfterEach
  void closeEndpoint() {
    endpoint.close();
  }

  @Test
  void aPluginServesWithItsOwnVersionOfALibrary() throws Exception {
    Path library = library();
    Path own = Files.createDirectory(plugins.resolve("stamp"));
    compilePlugin(library, own.resolve("stamp.jar"));
    Files.copy(library, own.resolve(library.getFileName()));
    try (Distribution gateway = start()) {
      User user = new User(gateway);
      user.register(
          "books",
          "{\"endpoints\": [\"%s\"], \"filters\": [{\"name\": \"stamp\", \"field\": \"X-Own\"}]}"
              .formatted(endpoint.address()));
      HttpResponse<String> answer = user.get("/books/");
      assertEquals(200, answer.statusCode(), answer.body());
      String version = answer.headers().firstValue("X-Own").orElseThrow();
      assertTrue(library.endsWith("jackson-core-" + version + ".jar"), version);
      assertTrue(user.getAdmin("/plugins").body().contains("\"stamp\""));
    }
  }

  @Test
  void aBrokenJarIsToldInOneLineAndTheOthersAreTaken() throws Exception {
    Path library = library();
    Path own = Files.createDirectory(plugins.resolve("stamp"));
    compilePlugin(library, own.resolve("stamp.jar"));
    Files.copy(library, own.resolve(library.getFileName()));
    Files.write(plugins.resolve("broken.jar"), new byte[] {1, 2, 3});
    Files.copy(own.resolve("stamp.jar"), plugins.resolve("lonely.jar"));
    try (Distribution gateway = start()) {
      assertEquals(1, linesOf(gateway, "broken.jar"), gateway.lines().toString());
      assertEquals(1, linesOf(gateway, "lonely.jar"), gateway.lines().toString());
      assertTrue(
          gateway.lines().stream()
              .anyMatch(line -> line.contains("requires com.fasterxml.jackson.core")),
          gateway.lines().toString());
      User user = new User(gateway);
      user.register(
          "books",
          "{\"endpoints\": [\"%s\"], \"filters\": [\"stamp\"]}".formatted(endpoint.address()));
      assertEquals(200, user.get("/books/").statusCode());
    }
  }

  private Distribution start() throws IOException {
    return Distribution.start(
        folder,
        """
        defaults: {balancer: least-connections, limiter: token-bucket, probe: http}
        plugins: {directory: "%s"}
        """
            .formatted(plugins));
  }

  private static long linesOf(Distribution gateway, String jar) {
    return gateway.lines().stream().filter(line -> line.contains(jar)).count();
  }

  private static Path library() throws IOException {
    try (Stream<Path> libraries = Files.list(LIBRARIES)) {
      Path library =
          libraries.filter(jar -> isNamed(jar, "jackson-core-.*")).findFirst().orElseThrow();
      assertTrue(
          Files.notExists(Path.of("target/modules").resolve(library.getFileName())),
          library + " is the gateway's own version");
      return library;
    }
  }

  /** Compiles and packs the plugin with nothing but the SDK and its library. */
  private void compilePlugin(Path library, Path jar) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(List.of("--module-path", modulePath(library), "-d", classes.toString()));
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    run("javac", arguments);
    run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
  }

  /** The plugin contract that the distribution brings, what it depends on, and the library. */
  private static String modulePath(Path library) throws IOException {
    try (Stream<Path> published = Files.walk(Distribution.home().resolve("sdk"))) {
      return Stream.concat(
              published.filter(jar -> isNamed(jar, "(gateway-api|jspecify)-[0-9.]*")),
              Stream.of(library))
          .map(Path::toString)
          .collect(Collectors.joining(":"));
    }
  }

  private static boolean isNamed(Path jar, String pattern) {
    return jar.getFileName().toString().matches(pattern + "\\.jar");
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    int code =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertEquals(0, code, output.toString());
  }
}
