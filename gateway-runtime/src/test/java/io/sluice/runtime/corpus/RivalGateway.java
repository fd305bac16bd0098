package io.sluice.runtime.corpus;

import io.sluice.runtime.corpus.AbusiveEndpoint.Arranged;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A rival in the gateway's place, in front of endpoints that remember or abuse. */
final class RivalGateway implements AutoCloseable {

  /** How long a gateway may be quiet before it is taken to wait for more. */
  private static final int QUIET_MILLIS = 300;

  private static final String MARKER = "/marker";

  /** What becomes of an endpoint's answer. */
  enum Relayed {
    /** The client gets a whole answer that is the endpoint's. */
    WHOLE,
    /** The client gets an error of the gateway's, or a message that visibly ends early. */
    FAILED,
    /** The client's next request gets no answer of its own. */
    POISONED
  }

  private final Rival rival;
  private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final ScriptedEndpoint remembering;
  private final AbusiveEndpoint abusive;
  private final RivalServer inFrontOfRemembering;
  private final RivalServer inFrontOfAbusive;

  RivalGateway(Rival rival, Path folder) throws IOException, InterruptedException {
    this.rival = rival;
    this.remembering = ScriptedEndpoint.of(this::remember);
    this.abusive = new AbusiveEndpoint();
    this.inFrontOfRemembering = start(rival, folder.resolve("remembering"), remembering);
    this.inFrontOfAbusive = start(rival, folder.resolve("abusive"), abusive.endpoint());
  }

  private static RivalServer start(Rival rival, Path folder, ScriptedEndpoint endpoint)
      throws IOException, InterruptedException {
    return RivalServer.gateway(rival, Files.createDirectory(folder), endpoint.address().port());
  }

  private void remember(ScriptedEndpoint.Peer peer) throws IOException {
    while (true) {
      String head = peer.head();
      String line = head.substring(0, head.indexOf("\r\n"));
      arrived.add(line);
      peer.body(head);
      peer.send("HTTP/1.1 200 OK\r\nX-Line: " + line + "\r\nContent-Length: 0\r\n\r\n");
    }
  }

  String version() {
    return rival.version();
  }

  /** What it does with each request. */
  List<Verdict> judgeRequests(List<RequestCase> cases) {
    return cases.stream().map(given -> unchecked(() -> judge(given))).toList();
  }

  /** What it does with each answer. */
  List<Relayed> judgeAnswers(List<AnswerCase> cases) {
    return cases.stream().map(given -> unchecked(() -> judge(given))).toList();
  }

  private static <T> T unchecked(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Verdict judge(RequestCase given) throws IOException {
    arrived.clear();
    String marker = "GET " + MARKER + " HTTP/1.1\r\nHost: m\r\n\r\n";
    String answered = "x-line: get " + MARKER;
    String got;
    try (RawClient client = new RawClient(inFrontOfRemembering.port())) {
      client.offer(given.bytes() + marker);
      got = client.readUntil(text -> lower(text).contains(answered), QUIET_MILLIS);
    }
    List<String> others =
        arrived.stream().filter(line -> !line.startsWith("GET " + MARKER + " ")).toList();
    return new Verdict(kind(got, others), lower(got).contains(answered));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Verdict.Kind kind(String got, List<String> others) {
    if (others.size() > 1 || others.stream().anyMatch(line -> line.contains(" /evil HTTP"))) {
      return Verdict.Kind.SPLIT;
    }
    if (!got.startsWith("HTTP/1.")) {
      return Verdict.Kind.SILENT;
    }
    return others.isEmpty() ? Verdict.Kind.REFUSED : Verdict.Kind.PASSED;
  }

  private Relayed judge(AnswerCase given) throws IOException {
    int run = runs.incrementAndGet();
    Arranged abuse = abusive.arrange("/case-" + run, given, Math.max(1, given.bytes().length()));
    boolean whole;
    try (RawClient client = new RawClient(inFrontOfAbusive.port())) {
      client.offer(given.request("/case-" + run, "Connection: close\r\n"));
      String got = "";
      if (given.later().isPresent()) {
        got = client.readUntil(text -> text.contains("\r\n\r\n"), QUIET_MILLIS);
        abuse.seen();
      }
      abuse.awaitSent();
      whole = isWhole(given, got + client.readUntil(_ -> false, QUIET_MILLIS));
    }
    return isOwn("/own-" + run) ? (whole ? Relayed.WHOLE : Relayed.FAILED) : Relayed.POISONED;
  }

  private static boolean isWhole(AnswerCase given, String got) {
    InputStream in = new ByteArrayInputStream(got.getBytes(StandardCharsets.ISO_8859_1));
    boolean toHead = given.method().equals("HEAD");
    try {
      Answer answer;
      do {
        answer = toHead ? RawClient.readHeadOnly(in) : RawClient.read(in);
      } while (answer.status() < 200);
      return answer.status() != 502 && answer.status() != 504;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private boolean isOwn(String path) throws IOException {
    try (RawClient client = new RawClient(inFrontOfAbusive.port())) {
      client.offer("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
      String got = client.readUntil(text -> text.endsWith(path), QUIET_MILLIS);
      return got.startsWith("HTTP/1.1 200") && got.endsWith(path);
    }
  }

  @Override
  public void close() throws IOException {
    inFrontOfRemembering.close();
    inFrontOfAbusive.close();
    remembering.close();
    abusive.endpoint().close();
  }
}
