package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.dist.Distribution.Ended;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The way of an author: a project from the distribution, changed a little, built outside this tree
 * against nothing but the distribution's SDK and the public repository, verified, dropped in, and
 * used.
 */
final class PluginProjectIT {

  private static final Path PATCH = Path.of("src/test/resources/plugin-project/greeting.patch");
  private static final int MOST_PATCH_LINES = 60;
  private static final int MINUTES = 3;

  @TempDir Path folder;

  @Test
  void aPatchedProjectServesTraffic() throws Exception {
    assertTrue(Files.readAllLines(PATCH).size() <= MOST_PATCH_LINES, "the patch is too long");
    Path project = begin("greeting", "filter");
    run(project, Tool.require("git"), "apply", "-p1", PATCH.toAbsolutePath().toString());
    Path jar = build(project);
    Ended verified = Distribution.run(Map.of(), "plugin", "verify", jar.toString());
    assertEquals(0, verified.exitCode(), verified.output());
    assertTrue(verified.output().contains("settings: greetings, otherwise"), verified.output());
    assertTrue(verified.output().contains("law aRequestIsPassedOnAtMostOnce"), verified.output());

    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(jar, plugins.resolve("greeting.jar"));
    try (LocalEndpoint endpoint = LocalEndpoint.start();
        Distribution gateway =
            Distribution.start(folder, "plugins: {directory: \"%s\"}\n".formatted(plugins))) {
      User user = new User(gateway);
      user.register(
          "books",
          """
          {"endpoints": ["%s"],
           "filters": [{"name": "greeting", "greetings": {"de": "Guten Tag"}}]}
          """
              .formatted(endpoint.address()));
      HttpResponse<String> german =
          user.send(user.to("/books/").header("Accept-Language", "de").build());
      assertEquals(200, german.statusCode(), german.body());
      assertEquals("Guten Tag", german.headers().firstValue("X-Greeting").orElseThrow());
      assertEquals("Hello", user.get("/books/").headers().firstValue("X-Greeting").orElseThrow());
      String page = user.getAdmin("/api/v1/plugins/filter/greeting").body();
      assertTrue(page.contains("What is said in each language."), page);
    }
  }

  @Test
  void anUnchangedProjectIsBuiltAndVerified() throws Exception {
    Path jar = build(begin("first", "balancer"));
    Ended verified = Distribution.run(Map.of(), "plugin", "verify", jar.toString());
    assertEquals(0, verified.exitCode(), verified.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limiter", "probe"})
  void theOtherProjectsCompileAndKeepTheLaws(String kind) throws Exception {
    Path jar = compile(begin("first", kind));
    Ended verified = Distribution.run(Map.of(), "plugin", "verify", jar.toString());
    assertEquals(0, verified.exitCode(), verified.output());
  }

  @Test
  void aBrokenLawIsNamed() throws Exception {
    Path project = begin("twice", "filter");
    Path source = project.resolve("src/main/java/example/twicefilter/TwiceFilter.java");
    String proceed = "chain.proceed(request);";
    Files.writeString(source, Files.readString(source).replace(proceed, proceed + " " + proceed));
    Path jar = compile(project);
    Ended verified = Distribution.run(Map.of(), "plugin", "verify", jar.toString());
    assertEquals(1, verified.exitCode(), verified.output());
    assertTrue(
        verified.output().contains("FAULT   law aRequestIsPassedOnAtMostOnce"), verified.output());
  }

  @Test
  void whatIsWrongWithAJarIsTold() throws IOException {
    Path jar = Files.write(folder.resolve("broken.jar"), new byte[] {1, 2, 3});
    Ended verified = Distribution.run(Map.of(), "plugin", "verify", jar.toString());
    assertEquals(1, verified.exitCode(), verified.output());
    assertTrue(verified.output().contains("FAULT"), verified.output());
    Ended named =
        Distribution.run(Map.of(), "plugin", "new", "No_Name", "--kind", "filter", "--dir", "x");
    assertEquals(2, named.exitCode(), named.output());
  }

  @Test
  void pluginsAreListedWithoutAGateway() throws IOException {
    Ended listed = Distribution.run(Map.of(), "plugin", "list");
    assertEquals(0, listed.exitCode(), listed.output());
    assertTrue(
        listed.output().matches("(?s).*balancer +peak-ewma +\\S+ +io\\.sluice\\S+ +built-in.*"),
        listed.output());
  }

  private Path begin(String name, String kind) throws IOException {
    Path project = folder.resolve(name);
    Ended ended =
        Distribution.run(
            Map.of(), "plugin", "new", name, "--kind", kind, "--dir", project.toString());
    assertEquals(0, ended.exitCode(), ended.output());
    return project;
  }

  /**
   * Builds with the Maven of this tree, which finds its JDK. What this build has downloaded is not
   * downloaded again, but what it makes is kept apart: a later version of the SDK has the same
   * name.
   */
  private Path build(Path project) throws IOException, InterruptedException {
    run(
        project,
        Path.of("../mvnw").toAbsolutePath().normalize().toString(),
        "--batch-mode",
        "--no-transfer-progress",
        "-Dmaven.repo.local=" + folder.resolve("repository"),
        "-Dmaven.repo.local.tail=" + System.getProperty("sluice.repository"),
        "package");
    return project.resolve("target").resolve(project.getFileName() + ".jar");
  }

  /** Compiles and packs the main sources with the tools of the JDK and the SDK alone. */
  private static Path compile(Path project) throws IOException {
    Path classes = Files.createDirectories(project.resolve("target/classes"));
    Path jar = project.resolve("target/" + project.getFileName() + ".jar");
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
    try (Stream<Path> published = Files.walk(Distribution.home().resolve("sdk"));
        Stream<Path> sources = Files.walk(project.resolve("src/main/java"))) {
      arguments.add("--module-path");
      arguments.add(
          published
              .map(Path::toString)
              .filter(name -> name.matches(".*/(gateway-api|jspecify)-[0-9.]*\\.jar"))
              .collect(Collectors.joining(":")));
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    tool("javac", arguments);
    tool("jar", List.of("-c", "-f", jar.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static void tool(String name, List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
    assertEquals(0, tool.run(out, out, arguments.toArray(String[]::new)), output.toString());
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path log = folder.resolve("command.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), () -> command[0] + " does not end");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(log));
  }
}
