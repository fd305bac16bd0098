package io.sluice.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.dist.Distribution.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a running gateway. */
@Timeout(180)
final class CliIT {

  @TempDir private Path folder;

  /** A gateway, and the commands that ask it. */
  private record Caller(Distribution gateway) {

    Ended run(int code, String... arguments) throws IOException {
      return run(Map.of(), code, arguments);
    }

    Ended run(Map<String, String> environment, int code, String... arguments) throws IOException {
      Map<String, String> merged = new HashMap<>(environment);
      merged.put("SLUICE_ADMIN", gateway.admin().toString());
      Ended ended = Distribution.run(merged, arguments);
      assertEquals(
          code, ended.exitCode(), () -> String.join(" ", arguments) + "\n" + ended.output());
      return ended;
    }

    void prints(String text, String... arguments) throws IOException {
      String output = run(0, arguments).output();
      assertTrue(output.contains(text), output);
    }
  }

  @Test
  void servicesAreSetShownDrainedAndRemoved() throws IOException {
    try (Distribution gateway = Distribution.start();
        LocalEndpoint endpoint = LocalEndpoint.start()) {
      Caller caller = new Caller(gateway);
      caller.prints("books is registered", "services", "set", "books", endpoint.address());
      caller.prints("books", "services", "list");
      caller.prints("\"name\" : \"books\"", "services", "list", "-o", "json");
      caller.prints("1/1", "services", "list", "--name", "b*");
      caller.prints(endpoint.address(), "services", "show", "books");
      caller.prints("is drained", "services", "drain", "books", endpoint.address());
      caller.prints("drain", "services", "show", "books");
      caller.prints("is undrained", "services", "undrain", "books");
      Path file = folder.resolve("books.json");
      Files.writeString(file, caller.run(0, "services", "show", "books", "-o", "json").output());
      caller.prints("books is set", "services", "set", "books", file.toString());
      caller.prints("service.registered", "events");
      caller.prints("revision", "status");
      caller.prints("books is removed", "services", "remove", "books");
    }
  }

  @Test
  void eachFailureHasItsExitCode() throws IOException {
    try (Distribution gateway =
        Distribution.start(Map.of("ADMIN_TOKEN", "a-token-of-some-length"))) {
      Caller caller = new Caller(gateway);
      Map<String, String> token = Map.of("SLUICE_TOKEN", "a-token-of-some-length");
      caller.run(5, "services", "list");
      caller.run(Map.of("SLUICE_TOKEN", "another"), 5, "services", "list");
      caller.run(token, 0, "services", "list");
      Path file = Files.writeString(folder.resolve("token"), "a-token-of-some-length\n");
      caller.run(0, "services", "list", "--token-file", file.toString());
      caller.run(token, 3, "services", "show", "nobody");
      Ended refused = caller.run(token, 7, "services", "set", "books", "127.0.0.1:99999");
      assertTrue(refused.output().contains("/0: "), refused.output());
      caller.run(token, 0, "services", "set", "books", "127.0.0.1:1");
      caller.run(token, 4, "services", "set", "books", "127.0.0.1:2", "--if-revision", "99");
      caller.run(token, 2, "services", "paint");
      caller.run(6, "status", "--admin", "127.0.0.1:1");
    }
  }

  @Test
  void aConfigurationIsComparedAppliedAndRolledBack() throws IOException {
    try (Distribution gateway = Distribution.start()) {
      Caller caller = new Caller(gateway);
      Path file =
          Files.writeString(
              folder.resolve("all.yaml"),
              """
              services:
                books: {endpoints: ["127.0.0.1:1"], tags: [shop]}
                films: {endpoints: ["127.0.0.1:2"]}
              """);
      String all = file.toString();
      Ended differs = caller.run(1, "diff", all);
      assertTrue(differs.output().contains("+ /services/books"), differs.output());
      caller.prints("+ /services/films", "apply", all, "--dry-run");
      caller.prints("this is revision 1", "apply", all);
      caller.prints("no difference", "diff", all);
      caller.prints("no difference", "apply", all);
      Files.writeString(file, "services:\n  books: {endpoints: [\"127.0.0.1:1\"]}\n");
      caller.run(4, "apply", all, "--if-revision", "0");
      caller.prints("- /services/films", "apply", all, "--if-revision", "1");
      caller.prints("anonymous", "history");
      caller.prints("+ /services/films", "rollback", "1", "--dry-run");
      caller.prints("this is revision 3", "rollback", "1");
      caller.prints("films", "services", "list", "--name", "films");
      caller.run(3, "rollback", "77");
      Files.writeString(file, "services:\n  books: {endpoints: [], colour: red}\n");
      Ended refused = caller.run(7, "apply", all);
      assertTrue(refused.output().contains("/services/books/colour"), refused.output());
    }
  }

  @Test
  void bashCompletesCommands() throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, Distribution.run(Map.of(), "completion", "bash").output());
    String completes =
        "source "
            + script
            + " && COMP_WORDS=(sluice services s) COMP_CWORD=2"
            + " && _complete_sluice && echo ${COMPREPLY[@]}";
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", completes).redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertTrue(bash.waitFor(10, TimeUnit.SECONDS));
    assertEquals("show set\n", output);
  }
}
