package io.sluice.runtime.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles a module from texts and packs it. */
final class PluginJar {

  private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

  private final Path work;
  private final List<Path> sources = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>(ModularRuntime.classPath());

  PluginJar(Path work) {
    this.work = work;
  }

  PluginJar source(String path, String text) throws IOException {
    Path file = work.resolve("src").resolve(path);
    Files.createDirectories(file.getParent());
    sources.add(Files.writeString(file, text));
    return this;
  }

  PluginJar library(Path jar) {
    libraries.addFirst(jar);
    return this;
  }

  /** A limiter in a module of its own; its provider has that body, and says so. */
  static PluginJar limiter(Path work, String module, String requires, String providerBody)
      throws IOException {
    return new PluginJar(work)
        .source(
            "module-info.java",
            "module %s { requires io.sluice.api; %s provides %s with %s.Provider; }"
                .formatted(module, requires, "io.sluice.api.limiter.LimiterProvider", module))
        .source(
            module.replace('.', '/') + "/Provider.java",
            """
            package %s;
            import io.sluice.api.limiter.*;
            import io.sluice.api.plugin.*;
            public class Provider implements LimiterProvider {
              %s
              public Limiter create(Settings settings, PluginContext context) {
                return request -> LimitDecision.ADMITTED;
              }
            }
            """
                .formatted(module, providerBody));
  }

  Path pack(Path jar, String... javacOptions) throws IOException {
    return jar(compile(javacOptions), jar, _ -> true);
  }

  /** Packs it without its descriptor, but with these files. */
  Path packPlain(Path jar, Map<String, String> files) throws IOException {
    Path classes = compile();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = classes.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return jar(classes, jar, file -> !file.endsWith("module-info.class"));
  }

  private Path compile(String... javacOptions) {
    Path classes = work.resolve("classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                classes.toString(),
                "-p",
                libraries.stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(java.io.File.pathSeparator))));
    arguments.addAll(List.of(javacOptions));
    sources.forEach(source -> arguments.add(source.toString()));
    assertEquals(0, JAVAC.run(System.out, System.err, arguments.toArray(String[]::new)));
    return classes;
  }

  private static Path jar(Path classes, Path jar, Predicate<Path> wanted) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
        packed.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        packed.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }
}
