package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.listener.RawClient.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of requests over many connections, of all framings, among peers that leave in the
 * middle: every byte of an answer belongs to its request.
 *
 * <p>A path says what is to happen: {@code /kind/id/size}. All content is made of its request's id,
 * so that a byte of another is found.
 */
@Timeout(120)
class ProxyLoadTest {

  private static final int REQUESTS = 10_000;
  private static final int CLIENTS = 48;
  private static final String[] KINDS = {
    "sized", "sized", "sized", "chunked", "chunked", "until-close", "bye", "abort", "drop"
  };

  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final long seed = System.nanoTime();

  private static String content(int id, int size) {
    String word = id + ".";
    return word.repeat(size / word.length() + 1).substring(0, size);
  }

  private static void answer(ScriptedEndpoint.Peer peer) throws IOException {
    while (true) {
      String request = peer.request();
      String[] path = request.substring(0, request.indexOf(" HTTP/1.1\r\n")).split("/", 4);
      int id = Integer.parseInt(path[2]);
      String content = content(id, Integer.parseInt(path[3]));
      String upload = request.substring(request.indexOf("\r\n\r\n") + 4);
      if (!upload.equals(content(id, upload.length()))) {
        peer.send("HTTP/1.1 500 Foreign Bytes\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      String sized = "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n";
      switch (path[1]) {
        case "sized" -> peer.send(sized + content);
        case "chunked" -> chunked(peer, content);
        case "until-close" -> {
          peer.send("HTTP/1.1 200 OK\r\n\r\n" + content);
          return;
        }
        case "bye" -> {
          peer.send(sized + content);
          return;
        }
        case "abort" -> {
          peer.send(sized + content.substring(0, content.length() / 2));
          return;
        }
        default -> {
          return;
        }
      }
    }
  }

  private static void chunked(ScriptedEndpoint.Peer peer, String content) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int at = 0; at < content.length(); at += 1_500) {
      String piece = content.substring(at, Math.min(content.length(), at + 1_500));
      peer.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
    }
    peer.send("0\r\n\r\n");
  }

  @Test
  void noAnswerHoldsAByteOfAnother() throws Exception {
    try (ScriptedEndpoint first = ScriptedEndpoint.of(ProxyLoadTest::answer);
        ScriptedEndpoint second = ScriptedEndpoint.of(ProxyLoadTest::answer);
        ScriptedEndpoint third = ScriptedEndpoint.of(ProxyLoadTest::answer);
        ProxyFixture proxy = ProxyFixture.of(first, second, third);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        done.add(
            clients.submit(() -> {
              client(proxy, random);
              return null;
            }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("with the seed " + seed, e);
    }
    assertTrue(whole.get() > REQUESTS / 2, whole + " whole answers");
    assertTrue(lost.get() < REQUESTS / 20, lost + " uploads lost with stale connections");
  }

  private void client(ProxyFixture proxy, Random random) throws IOException {
    RawClient client = proxy.connect();
    for (int id = ids.incrementAndGet(); id <= REQUESTS; id = ids.incrementAndGet()) {
      boolean open = random.nextInt(40) == 0 ? leave(client, id, random) : ask(client, id, random);
      if (!open) {
        client.close();
        client = proxy.connect();
      }
    }
    client.close();
  }

  private static int size(Random random) {
    return random.nextInt(20) == 0 ? random.nextInt(100_000) : random.nextInt(2_000);
  }

  /** Sends a request and checks its answer; true if the connection can be used again. */
  private boolean ask(RawClient client, int id, Random random) throws IOException {
    String kind = KINDS[random.nextInt(KINDS.length)];
    int size = size(random);
    int upload = random.nextBoolean() ? 0 : size(random);
    client.send(request(kind, id, size, upload, random));
    if (kind.equals("abort")) {
      String head = client.readHeadText();
      String rest = client.halfClose().readUntilClose();
      assertTrue(
          head.startsWith("HTTP/1.1 502 ") || isCutShort(rest, content(id, size)),
          () -> kind + " " + id + ": " + head + rest);
      return false;
    }
    Answer answer;
    try {
      answer = client.read();
    } catch (EOFException e) {
      throw new AssertionError(kind + " " + id, e);
    }
    if (answer.status() == 502) {
      assertTrue(kind.equals("drop") || upload > 0, kind + " " + id + ": " + answer);
      lost.addAndGet(kind.equals("drop") ? 0 : 1);
    } else {
      assertEquals(200, answer.status(), () -> kind + " " + id + ": " + answer);
      assertTrue(content(id, size).equals(answer.body()), () -> kind + " " + id + ": " + answer);
      whole.incrementAndGet();
    }
    return answer.field("Connection").isEmpty();
  }

  private static boolean isCutShort(String got, String content) {
    return content.startsWith(got) && (got.length() < content.length() || content.length() < 2);
  }

  private static String request(String kind, int id, int size, int upload, Random random) {
    String line = (upload > 0 ? "PUT /" : "GET /") + kind + "/" + id + "/" + size;
    String head = line + " HTTP/1.1\r\nHost: a\r\n";
    String content = content(id, upload);
    if (upload == 0) {
      return head + "\r\n";
    }
    if (random.nextBoolean()) {
      return head + "Content-Length: " + upload + "\r\n\r\n" + content;
    }
    int half = (upload + 1) / 2;
    return head
        + "Transfer-Encoding: chunked\r\n\r\n"
        + chunk(content.substring(0, half))
        + chunk(content.substring(half))
        + "0\r\n\r\n";
  }

  private static String chunk(String content) {
    return content.isEmpty()
        ? ""
        : Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
  }

  /** Leaves in the middle of the request or of the answer. */
  private static boolean leave(RawClient client, int id, Random random) throws IOException {
    String request = request("chunked", id, 50_000, 1 + size(random), random);
    if (random.nextBoolean()) {
      client.send(request.substring(0, random.nextInt(request.length())));
    } else {
      client.send(request);
      client.read(random.nextInt(10_000));
    }
    if (random.nextBoolean()) {
      client.reset();
    }
    return false;
  }
}
