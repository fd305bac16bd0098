package io.sluice.dist;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An endpoint in a process of its own: nginx, which answers {@code well} at once, has a file {@code
 * /large}, and takes bodies of any length whole before it answers at {@code /upload}.
 */
final class Nginx implements AutoCloseable {

  /** How long {@code /large} is. */
  static final long LARGE_BYTES = 32L << 20;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one that keeps its files in that folder, which is there and empty. */
  static Nginx start(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      large.setLength(LARGE_BYTES);
    }
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            daemon off;
            user root;
            pid nginx.pid;
            error_log stderr;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            events { worker_connections 16000; }
            http {
              access_log off;
              client_max_body_size 0;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d backlog=4096;
                location = /large { root %s; }
                location = /upload { proxy_pass http://127.0.0.1:%d/; }
                location / { return 200 'well'; }
              }
            }
            """
                .formatted(port, folder, port));
    Process process =
        new ProcessBuilder(
                Tool.require("nginx"), "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    User.await("nginx accepts", () -> accepts(port));
    return new Nginx(process, port);
  }

  /** The address as a registration names it. */
  String address() {
    return "127.0.0.1:" + port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
