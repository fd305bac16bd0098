package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a connection costs that was used once and is kept. */
final class Idle implements Mode {

  private static final int WARM_UP_REQUESTS = 20_000;
  private static final int SETTLE_SECONDS = 3;
  private static final byte[] REQUEST =
      "GET /books/small HTTP/1.1\r\nHost: sluice\r\n\r\n".getBytes(US_ASCII);

  private static final String METHOD =
      """
      One connection makes %d requests, then resident memory is read and it is closed; then all connections are opened, each makes
      one request and stays open, and memory is read again. The difference by the number of connections is what one takes,
      with all that serving the requests left behind. On a virtual machine that includes garbage; a heap that earlier modes
      had touched takes new connections in without growing, so run this mode alone.
      """
          .formatted(WARM_UP_REQUESTS);

  @Override
  public Findings run(Field field, Options options) throws InterruptedException {
    StringBuilder table = new StringBuilder();
    table.append(
        """
        ## Idle connections

        | gateway | connections | resident before | resident with them | a connection |
        |---|---|---|---|---|
        """);
    Bars bars = new Bars("Memory of an idle connection, KiB");
    int count = options.number("idle-connections");
    for (Contender contender : field.running()) {
      field
          .attempt(contender, "keeping idle connections", () -> measured(contender, count))
          .ifPresent(kib -> {
            double each = (kib[1] - kib[0]) / (double) count;
            table.append(
                "| %s | %d | %d MiB | %d MiB | %.1f KiB |\n"
                    .formatted(contender.name(), count, kib[0] / 1024, kib[1] / 1024, each));
            bars.add(contender.name(), each);
          });
    }
    return new Findings(table + "\n" + METHOD, Map.of("idle", bars.svg()));
  }

  private static long[] measured(Contender contender, int count)
      throws IOException, InterruptedException {
    List<Socket> open = new ArrayList<>();
    try {
      Socket first = open(contender, open);
      for (int i = 0; i < WARM_UP_REQUESTS; i++) {
        ask(first);
      }
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      long before = contender.residentKib();
      first.close();
      for (int i = 0; i < count; i++) {
        ask(open(contender, open));
      }
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      return new long[] {before, contender.residentKib()};
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static Socket open(Contender contender, List<Socket> open) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), contender.port());
    open.add(socket);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(10));
    return socket;
  }

  /** Makes a request and reads its answer, which is short enough to come at once. */
  private static void ask(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST);
    byte[] answer = new byte[4096];
    int length = 0;
    while (!isWhole(new String(answer, 0, length, US_ASCII))) {
      int count = socket.getInputStream().read(answer, length, answer.length - length);
      if (count <= 0) {
        throw new IOException("a connection was closed");
      }
      length += count;
    }
  }

  private static boolean isWhole(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end >= 0 && !answer.startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException("answered " + answer.substring(0, answer.indexOf('\r')));
    }
    return end >= 0 && answer.length() >= end + 4 + Load.Work.SMALL.bytes();
  }
}
