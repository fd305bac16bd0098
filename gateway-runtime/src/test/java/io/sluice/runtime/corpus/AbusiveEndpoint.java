package io.sluice.runtime.corpus;

import io.sluice.runtime.listener.ScriptedEndpoint;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers the requests that were arranged with what their cases say, and all others soundly: with
 * their path, and in {@code X-Peer} the number of the connection.
 */
final class AbusiveEndpoint {

  /** One request that gets the answer of a case. */
  static final class Arranged {

    private final AnswerCase given;
    private final int pieceBytes;
    private final CountDownLatch seen = new CountDownLatch(1);
    private final CountDownLatch sent = new CountDownLatch(1);
    private volatile int peer;

    Arranged(AnswerCase given, int pieceBytes) {
      this.given = given;
      this.pieceBytes = pieceBytes;
    }

    /** Takes note that the client has seen something. */
    void seen() {
      seen.countDown();
    }

    /** Waits until the endpoint has sent all; returns the number of the connection. */
    int awaitSent() {
      await(sent);
      return peer;
    }
  }

  private final Map<String, Arranged> arranged = new ConcurrentHashMap<>();
  private final ScriptedEndpoint endpoint;

  AbusiveEndpoint() throws IOException {
    endpoint = ScriptedEndpoint.of(this::serve);
  }

  ScriptedEndpoint endpoint() {
    return endpoint;
  }

  /** The next request for that path gets the answer of a case, in pieces of that size. */
  Arranged arrange(String path, AnswerCase given, int pieceBytes) {
    Arranged next = new Arranged(given, pieceBytes);
    arranged.put(path, next);
    return next;
  }

  private void serve(ScriptedEndpoint.Peer peer) throws IOException {
    boolean open = true;
    while (open) {
      String path = peer.request().split(" ", 3)[1];
      Arranged abuse = arranged.get(path);
      if (abuse == null) {
        peer.send("HTTP/1.1 200 OK\r\nX-Peer: " + peer.number() + "\r\n");
        peer.send("Content-Length: " + path.length() + "\r\n\r\n" + path);
      } else {
        open = abuse(peer, abuse);
      }
    }
  }

  /** Answers as arranged; true if the connection stays open. */
  private static boolean abuse(ScriptedEndpoint.Peer peer, Arranged abuse) throws IOException {
    abuse.peer = peer.number();
    try {
      sendInPieces(peer, abuse);
      if (abuse.given.later().isPresent()) {
        await(abuse.seen);
        peer.send(abuse.given.later().get());
      }
      if (abuse.given.then() == AnswerCase.Then.RESET) {
        peer.reset();
      }
      if (abuse.given.then() == AnswerCase.Then.CLOSE) {
        peer.close();
      }
    } finally {
      abuse.sent.countDown();
    }
    return abuse.given.then() == AnswerCase.Then.WAIT;
  }

  private static void sendInPieces(ScriptedEndpoint.Peer peer, Arranged abuse) throws IOException {
    String bytes = abuse.given.bytes();
    for (int at = 0; at < bytes.length(); at += abuse.pieceBytes) {
      peer.send(bytes.substring(at, Math.min(bytes.length(), at + abuse.pieceBytes)));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the other side did not come that far");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
