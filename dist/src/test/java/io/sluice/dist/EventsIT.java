package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens in a gateway, listened to. */
@Timeout(120)
final class EventsIT {

  private static final int MOST = 64;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aKillAndARecoveryAreShownWithinASecondOfTheDecision() throws Exception {
    LocalEndpoint endpoint = LocalEndpoint.start();
    try (Distribution gateway = Distribution.start();
        FollowedEvents events = FollowedEvents.start(gateway, "-n", "100")) {
      new User(gateway)
          .register(
              "books",
              """
              {"endpoints": ["%s"], "limiter": "none", "probe": {"name": "http", "interval": "300ms"}}
              """
                  .formatted(endpoint.address()));
      String subject = "\"endpoint\":\"" + endpoint.address() + "\"";
      events.await(subject, "\"from\":\"unknown\"", "\"to\":\"up\"");
      endpoint.close();
      FollowedEvents.Line down = events.await(subject, "\"to\":\"down\"", "\"reason\":\"");
      assertTrue(down.delay().compareTo(SECOND) < 0, down::toString);
      try (LocalEndpoint revived = endpoint.restart()) {
        FollowedEvents.Line up = events.await(subject, "\"from\":\"down\"", "\"to\":\"up\"");
        assertTrue(up.delay().compareTo(SECOND) < 0, up::toString);
        assertEquals(endpoint.address(), revived.address());
      }
    }
  }

  @Test
  void whoComesBackGoesOnWhereItStoppedAndIsResetAfterARestart() throws Exception {
    String id;
    try (Distribution gateway = Distribution.start()) {
      User user = new User(gateway);
      user.register("one", "[\"127.0.0.1:1\"]");
      try (Stream stream = Stream.open(user, "?latest=100", "")) {
        id = stream.await("event: configuration.changed"); // the last one of a change
      }
      user.register("two", "[\"127.0.0.1:1\"]");
      try (Stream stream = Stream.open(user, "?type=service", id)) {
        assertTrue(stream.next().startsWith("retry: "));
        String block = stream.next();
        assertTrue(block.startsWith("event: service.registered\n"), block);
        assertTrue(block.contains("\"service\":\"two\""), block);
      }
      try (Stream stream = Stream.open(user, "?type=service&lastEventId=" + id, "")) {
        stream.await("\"service\":\"two\"");
      }
    }
    try (Distribution gateway = Distribution.start();
        Stream stream = Stream.open(new User(gateway), "", id)) {
      stream.await("event: reset");
    }
  }

  @Test
  void onlySoManyMayListenAndAllStreamsEndWithTheGateway() throws Exception {
    try (Distribution gateway = Distribution.start()) {
      User user = new User(gateway);
      List<Stream> streams = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        streams.add(Stream.open(user, "", ""));
      }
      HttpResponse<String> refused = user.getAdmin("/api/v1/events");
      assertEquals(503, refused.statusCode(), refused.body());
      assertEquals("5", refused.headers().firstValue("Retry-After").orElse(""));
      streams.removeLast().close();
      int change = 0;
      while (user.getAdmin("/api/v1/events?once=true").statusCode() != 200) {
        user.register("change" + change++, "[\"127.0.0.1:1\"]"); // is written to who has left
      }
      long begun = System.nanoTime();
      assertEquals(0, gateway.stop());
      assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos(), "it stops slowly");
      for (Stream stream : streams) {
        stream.readToTheEnd();
      }
    }
  }

  @Test
  void aStreamOnTheTrafficsPortKeepsNoSnapshot(@TempDir Path folder) throws Exception {
    try (Distribution gateway =
        Distribution.start(folder, "listen: 127.0.0.1:0\nadmin: {address: traffic}\n")) {
      User user = new User(gateway);
      try (Stream stream = Stream.open(user, "", "")) {
        user.register("books", "[\"127.0.0.1:1\"]");
        stream.await("\"service\":\"books\"");
      }
    }
  }

  /** A stream of events; each block of it ends with an empty line. */
  private static final class Stream implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    private Stream(InputStream in) {
      this.in = in;
      this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    static Stream open(User user, String query, String lastId)
        throws IOException, InterruptedException {
      var request = user.toAdmin("/api/v1/events" + query);
      if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
      }
      HttpResponse<InputStream> answer =
          user.client().send(request.build(), BodyHandlers.ofInputStream());
      assertEquals(200, answer.statusCode());
      assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
      return new Stream(answer.body());
    }

    /** The next block, whatever it is. */
    String next() throws IOException {
      StringBuilder block = new StringBuilder();
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        block.append(line).append('\n');
      }
      return block.toString();
    }

    /** Waits for a block that has that text, and answers its id. */
    String await(String text) throws IOException {
      String block = next();
      while (!block.contains(text)) {
        assertTrue(!block.isEmpty(), "the stream has ended before " + text);
        block = next();
      }
      return block
          .lines()
          .filter(line -> line.startsWith("id: "))
          .map(line -> line.substring("id: ".length()))
          .findFirst()
          .orElseThrow();
    }

    /** Fails if the stream was cut. */
    void readToTheEnd() throws IOException {
      while (lines.readLine() != null) {}
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
