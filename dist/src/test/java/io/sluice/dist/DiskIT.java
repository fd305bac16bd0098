package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of changes when the disk refuses: they are refused, too, all else goes on, and the
 * first change after the disk has recovered is kept.
 */
final class DiskIT {

  @TempDir Path folder;

  private HttpResponse<String> put(User user, String service, LocalEndpoint endpoint)
      throws IOException, InterruptedException {
    return user.send(
        user.toAdmin("/api/v1/services/" + service)
            .header("Content-Type", "application/json")
            .PUT(
                BodyPublishers.ofString(
                    "{\"endpoints\":[\"%s\"],\"probe\":\"none\",\"limiter\":\"none\"}"
                        .formatted(endpoint.address())))
            .build());
  }

  private static void assertStatus(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
  }

  private static void assertMeter(User user, String line) throws IOException, InterruptedException {
    String meters = user.getAdmin("/metrics").body();
    assertTrue(meters.lines().anyMatch(line::equals), () -> line + " is not in\n" + meters);
  }

  private static Map<String, String> environment(Path data) {
    return Map.of("SLUICE_DATA", data.toString());
  }

  /** What was there is served and shown, and what was refused has left no trace. */
  private static void assertServes(User user) throws IOException, InterruptedException {
    assertStatus(200, user.get("/books/a"));
    assertStatus(200, user.getAdmin("/api/v1/services/books"));
    assertStatus(404, user.getAdmin("/api/v1/services/lost"));
    assertStatus(404, user.get("/lost/a"));
    assertMeter(user, "sluice_journal_state 0.0");
  }

  @Test
  void aFullDiskRefusesChangesUntilThereIsRoom() throws Exception {
    Path data = folder.resolve("full");
    try (Tmpfs disk = Tmpfs.mount(data, "1m");
        LocalEndpoint endpoint = LocalEndpoint.start()) {
      try (Distribution gateway = Distribution.start(environment(data))) {
        User user = new User(gateway);
        assertStatus(201, put(user, "books", endpoint));
        Path filler = disk.fill();
        int accepted = 0;
        HttpResponse<String> refused = put(user, "filling" + accepted, endpoint);
        while (refused.statusCode() == 201) { // what is left of the journal's last block
          accepted++;
          refused = put(user, "filling" + accepted, endpoint);
        }
        assertStatus(507, refused);
        assertStatus(507, put(user, "lost", endpoint));
        assertServes(user);
        assertMeter(user, "sluice_journal_failures_total{reason=\"full\"} 2.0");
        Files.delete(filler);
        assertStatus(201, put(user, "films", endpoint));
        assertMeter(user, "sluice_journal_state 1.0");
        assertStatus(200, user.get("/films/a"));
      }
      assertRestarted(data);
    }
  }

  @Test
  void aDiskThatFailsToForceRefusesChangesUntilItRecovers() throws Exception {
    refused("fsync,fdatasync", "EIO");
  }

  /** The kernel does not let anybody remount what a file is open on; only it does, after errors. */
  @Test
  void aDiskThatBecameReadOnlyRefusesChangesUntilItIsWritable() throws Exception {
    refused("write,pwrite64,ftruncate,fsync,fdatasync,rename,link,unlink", "EROFS");
  }

  private void refused(String calls, String error) throws Exception {
    Path data = folder.resolve("refusing");
    try (LocalEndpoint endpoint = LocalEndpoint.start()) {
      try (Distribution gateway = Distribution.start(environment(data))) {
        User user = new User(gateway);
        assertStatus(201, put(user, "books", endpoint));
        try (Strace _ =
            Strace.attach(
                gateway.process(),
                calls,
                error,
                data,
                data.resolve("journal"),
                data.resolve("journal.new"),
                data.resolve("audit.log"))) {
          assertStatus(503, put(user, "lost", endpoint));
          assertStatus(503, put(user, "lost", endpoint));
          assertServes(user);
        }
        assertStatus(201, put(user, "films", endpoint));
        assertMeter(user, "sluice_journal_state 1.0");
      }
      assertRestarted(data);
    }
  }

  private static void assertRestarted(Path data) throws IOException, InterruptedException {
    try (Distribution gateway = Distribution.start(environment(data))) {
      User user = new User(gateway);
      assertStatus(200, user.get("/books/a"));
      assertStatus(200, user.get("/films/a"));
      assertStatus(404, user.getAdmin("/api/v1/services/lost"));
    }
  }
}
