package io.sluice.runtime.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A server that the corpora are held against, where it is installed. */
enum Rival {
  NGINX("nginx", "-v", "-c"),
  HAPROXY("haproxy", "-v", "-f"),
  APACHE("apache2", "-v", "-X -f"),
  NODE("node", "--version", "--");

  /** What a server does in a test; each has its configuration beside this class. */
  enum Role {
    /** Answers each request with its path in {@code X-Path}. */
    ENDPOINT,
    /** Forwards each request to an endpoint. */
    GATEWAY;

    private String suffix() {
      return this == ENDPOINT ? "endpoint" : "gateway";
    }
  }

  private static final List<Path> FOLDERS =
      Stream.concat(
              Stream.of(System.getenv("PATH").split(":", -1)),
              Stream.of("/usr/sbin", "/usr/local/sbin"))
          .map(Path::of)
          .toList();

  private final String program;
  private final String versionFlag;
  private final String flags;

  Rival(String program, String versionFlag, String flags) {
    this.program = program;
    this.versionFlag = versionFlag;
    this.flags = flags;
  }

  /** Where its program is. */
  Optional<Path> installed() {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Its name and version. */
  String version() {
    try {
      Process process =
          new ProcessBuilder(installed().orElseThrow().toString(), versionFlag)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String number = said.replaceAll("(?s)^\\D*([0-9]+\\.[0-9]+(\\.[0-9]+)?).*", "$1");
      return program + " " + number;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What starts it in that role with that configuration. */
  List<String> command(Path config) {
    return Stream.of(
            Stream.of(installed().orElseThrow().toString()),
            Stream.of(flags.split(" ", -1)),
            Stream.of(config.toString()))
        .flatMap(words -> words)
        .toList();
  }

  /** Its configuration in that role. */
  String config(Role role) throws IOException {
    String file = "rivals/" + program + "-" + role.suffix() + ".conf";
    try (InputStream text = Rival.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
