package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The descriptor of each built module, compared with the text checked in for it: what a module
 * needs, opens and offers changes in plain sight or not at all. The found texts are kept in {@code
 * target/descriptors}, from where an intended change is copied over the old text.
 */
final class DescriptorsIT {
  private static final ToolProvider JAR = ToolProvider.findFirst("jar").orElseThrow();
  private static final Path EXPECTED = Path.of("src/test/resources/descriptors");
  private static final Path FOUND = Path.of("target/descriptors");

  static List<Path> jars() throws IOException {
    try (Stream<Path> linked = Files.list(Path.of("target/modules"));
        Stream<Path> published = Files.walk(Distribution.home().resolve("sdk"))) {
      List<Path> jars =
          Stream.concat(linked, published)
              .filter(jar -> jar.getFileName().toString().matches("(gateway|sluice)-.*\\d\\.jar"))
              .sorted()
              .toList();
      assertTrue(jars.size() >= 7, "Too few jars: " + jars);
      return jars;
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void aDescriptorIsAsWrittenDown(Path jar) throws IOException {
    String found = describe(jar);
    String module = found.substring(0, found.indexOf('\n'));
    Files.createDirectories(FOUND);
    Files.writeString(FOUND.resolve(module + ".txt"), found);
    Path expected = EXPECTED.resolve(module + ".txt");
    assertEquals(
        Files.exists(expected) ? Files.readString(expected) : "",
        found,
        () -> "If meant, copy dist/target/descriptors/" + module + ".txt to dist/" + EXPECTED);
  }

  /**
   * The name of the module, then what it needs, opens and offers; not the version and the place of
   * the jar, nor the packages it keeps to itself.
   */
  private static String describe(Path jar) {
    StringWriter out = new StringWriter();
    int code =
        JAR.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "--describe-module",
            "--file",
            jar.toString());
    assertEquals(0, code, out.toString());
    return out.toString()
        .replaceFirst("^([\\w.]+)@\\S+ jar:\\S+", "$1")
        .replaceAll("(?m)^contains .*\\R", "")
        .replaceFirst("\\R$", "");
  }
}
