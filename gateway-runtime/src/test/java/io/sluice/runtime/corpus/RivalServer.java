package io.sluice.runtime.corpus;

import io.sluice.api.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A rival that runs, in a folder of its own, until it is closed. */
final class RivalServer implements AutoCloseable {

  private static final int MOST_ATTEMPTS = 500;

  private final Process process;
  private final Path folder;
  private final int port;

  private RivalServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** An endpoint. */
  static RivalServer endpoint(Rival rival, Path folder) throws IOException, InterruptedException {
    return start(rival, Rival.Role.ENDPOINT, folder, 0);
  }

  /** A gateway in front of an endpoint. */
  static RivalServer gateway(Rival rival, Path folder, int endpointPort)
      throws IOException, InterruptedException {
    return start(rival, Rival.Role.GATEWAY, folder, endpointPort);
  }

  private static RivalServer start(Rival rival, Rival.Role role, Path folder, int endpointPort)
      throws IOException, InterruptedException {
    int port = freePort();
    Path config = folder.resolve("server.conf");
    String text =
        rival
            .config(role)
            .replace("FOLDER", folder.toString())
            .replace("PORT", String.valueOf(port))
            .replace("ENDPOINT", String.valueOf(endpointPort));
    Files.writeString(config, text);
    Process process =
        new ProcessBuilder(rival.command(config))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    RivalServer server = new RivalServer(process, folder, port);
    server.awaitListening();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    close();
    throw new AssertionError("does not listen:\n" + Files.readString(folder.resolve("output.log")));
  }

  int port() {
    return port;
  }

  Endpoint address() {
    return new Endpoint("http", "127.0.0.1", port);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> null).join();
    process.destroyForcibly();
  }
}
