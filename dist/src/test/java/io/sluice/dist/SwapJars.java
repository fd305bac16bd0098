package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jars of one plugin in any number of versions: compiled once against the SDK of the distribution,
 * each with a text in it that says which version it is.
 */
final class SwapJars {
  private static final String FILTER =
      """
      package mark;

      import io.sluice.api.filter.*;
      import io.sluice.api.plugin.*;

      /** Writes its version on each answer, and has meters of its own. */
      public final class MarkProvider implements FilterProvider {
        public String name() {
          return "mark";
        }

        public Filter create(Settings settings, PluginContext context) {
          String version = Version.read();
          PluginMetrics.Counter passed = context.metrics().counter("passed", "Requests");
          context.metrics().gauge("version_length", "Letters", new Version(version), Version::size);
          context.logger().log(System.Logger.Level.INFO, "made {0}", version);
          return (request, chain) -> {
            var response = chain.proceed(request);
            passed.add(1);
            return response.withHeaders(response.headers().with("X-Mark", version));
          };
        }
      }
      """;
  private static final String BALANCER =
      """
      package turn;

      import io.sluice.api.balancer.*;
      import io.sluice.api.plugin.*;
      import java.util.*;
      import java.util.concurrent.atomic.*;

      /** Takes all in turn, and counts what was asked of each and has ended. */
      public final class TurnProvider implements BalancerProvider {
        public String name() {
          return "turn";
        }

        public Balancer create(Settings settings, PluginContext context) {
          String version = Version.read();
          Map<String, LongAdder> ended = new java.util.concurrent.ConcurrentHashMap<>();
          AtomicInteger next = new AtomicInteger();
          return ready -> request -> {
            Candidate candidate = ready.get(Math.floorMod(next.getAndIncrement(), ready.size()));
            String key = version + candidate.endpoint();
            return new Pick.Picked(
                candidate,
                outcome -> ended.computeIfAbsent(key, k -> new LongAdder()).increment());
          };
        }
      }
      """;
  private static final String VERSION =
      """
      package MODULE;

      record Version(String text) {
        double size() {
          return text.length();
        }

        static String read() {
          try (var in = Version.class.getResourceAsStream("version.txt")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
      """;

  private final String module;
  private final Path classes;

  private SwapJars(String module, Path classes) {
    this.module = module;
    this.classes = classes;
  }

  /** A filter {@code mark} that writes its version into {@code X-Mark}. */
  static SwapJars filter(Path work) throws IOException {
    return compile(work, "mark", "io.sluice.api.filter.FilterProvider", "MarkProvider", FILTER);
  }

  /** A balancer {@code turn}. */
  static SwapJars balancer(Path work) throws IOException {
    return compile(
        work, "turn", "io.sluice.api.balancer.BalancerProvider", "TurnProvider", BALANCER);
  }

  private static SwapJars compile(
      Path work, String module, String kind, String provider, String source) throws IOException {
    Path sources = Files.createDirectories(work.resolve(module));
    String descriptor =
        "module %s { requires io.sluice.api; provides %s with %s.%s; }"
            .formatted(module, kind, module, provider);
    List<Path> files =
        List.of(
            Files.writeString(sources.resolve("module-info.java"), descriptor),
            Files.writeString(sources.resolve(provider + ".java"), source),
            Files.writeString(sources.resolve("Version.java"), VERSION.replace("MODULE", module)));
    Path classes = sources.resolve("classes");
    String[] arguments =
        Stream.concat(
                Stream.of("--module-path", sdk(), "-d", classes.toString()),
                files.stream().map(Path::toString))
            .toArray(String[]::new);
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    int code = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments);
    assertEquals(0, code, output.toString());
    return new SwapJars(module, classes);
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

  /** Puts a version into a folder in the place of the one before, in one step. */
  Path drop(Path folder, String version) throws IOException {
    Path jar = folder.resolve(module + ".jar");
    Path beside = Files.write(folder.resolve("." + module), jar(version));
    return Files.move(
        beside, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] jar(String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(jar, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      write(jar, module + "/version.txt", version.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void write(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
