package io.sluice.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A number of clients, each with one connection on which it asks again as soon as it was answered,
 * or a while later. What is no 200, or no whole answer on that very connection, is a failure.
 */
final class SteadyClients implements AutoCloseable {
  private final URI target;
  private final long pauseNanos;
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder answers = new LongAdder();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean open = true;

  private SteadyClients(URI target, Duration pause) {
    this.target = target;
    this.pauseNanos = pause.toNanos();
  }

  static SteadyClients start(int count, URI target) {
    return start(count, target, Duration.ZERO);
  }

  /** Clients that pause after each answer. */
  static SteadyClients start(int count, URI target, Duration pause) {
    SteadyClients clients = new SteadyClients(target, pause);
    for (int i = 0; i < count; i++) {
      clients.threads.add(Thread.ofVirtual().start(clients::run));
    }
    return clients;
  }

  /** How many answers were whole and right. */
  long answers() {
    return answers.sum();
  }

  /** What went wrong; a client with a failure begins anew. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void run() {
    while (open) {
      try (Socket socket = new Socket(target.getHost(), target.getPort())) {
        socket.setTcpNoDelay(true);
        ask(socket);
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  private void ask(Socket socket) throws IOException {
    byte[] request =
        "GET %s HTTP/1.1\r\nHost: h\r\n\r\n".formatted(target.getPath()).getBytes(ISO_8859_1);
    InputStream in = new BufferedInputStream(socket.getInputStream());
    while (open) {
      socket.getOutputStream().write(request);
      String status = line(in);
      int length = 0;
      for (String field = line(in); !field.isEmpty(); field = line(in)) {
        if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(field.substring(15).strip());
        }
      }
      String content = new String(in.readNBytes(length), ISO_8859_1);
      if (status.startsWith("HTTP/1.1 200 ") && content.length() == length) {
        answers.increment();
      } else {
        failures.add(status + " " + content);
      }
      LockSupport.parkNanos(pauseNanos);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed after \"" + line + "\"");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** Lets every client have its last answer. */
  void stop() {
    open = false;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while clients end", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
