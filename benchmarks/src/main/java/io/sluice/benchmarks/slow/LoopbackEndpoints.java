package io.sluice.benchmarks.slow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Eleven endpoints on loopback that answer every request after the time that the experiment says.
 * Each connection has a virtual thread of its own.
 */
final class LoopbackEndpoints implements AutoCloseable {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbooks".getBytes(US_ASCII);

  private final Experiment experiment;
  private final List<ServerSocket> listening = new ArrayList<>();

  /** When the run began; before that none is slow. */
  private volatile long began;

  private volatile boolean hasBegun;

  LoopbackEndpoints(Experiment experiment) throws IOException {
    this.experiment = experiment;
    for (int i = 0; i < Experiment.ENDPOINTS; i++) {
      int endpoint = i;
      ServerSocket socket = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
      listening.add(socket);
      Thread.ofVirtual().start(() -> accept(socket, endpoint));
    }
  }

  /** The run begins. */
  void begin(long nanoTime) {
    began = nanoTime;
    hasBegun = true;
  }

  /** Their addresses, as the gateway's configuration lists them. */
  String addresses() {
    return listening.stream()
        .map(socket -> "\"127.0.0.1:" + socket.getLocalPort() + "\"")
        .collect(Collectors.joining(", "));
  }

  private void accept(ServerSocket socket, int endpoint) {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection, endpoint));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket connection, int endpoint) {
    try (connection) {
      connection.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          pause(endpoint);
          connection.getOutputStream().write(ANSWER);
        }
      }
    } catch (IOException e) {
      // The gateway gave up.
    }
  }

  private void pause(int endpoint) {
    long now = System.nanoTime();
    long at = hasBegun ? now - began : 0;
    long nanos = experiment.latencyNanos(endpoint, at, ThreadLocalRandom.current());
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - now)) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket socket : listening) {
      socket.close();
    }
  }
}
