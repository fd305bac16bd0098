package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One gateway under comparison, running as a process with its descendants.
 *
 * @param port where it listens; 0 for what is not compared
 * @param version how it names itself
 */
record Contender(String name, String version, Process process, int port) implements AutoCloseable {

  private static final int TICKS_PER_SECOND = 100;
  private static final int PATIENCE_SECONDS = 60;

  /** The CPU time that all its processes have taken so far, user and system. */
  double cpuSeconds() {
    return processes().mapToLong(Contender::ticks).sum() / (double) TICKS_PER_SECOND;
  }

  /** What all its processes hold in memory; pages they share count for each. */
  long residentKib() {
    return processes().mapToLong(Contender::residentKib).sum();
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  /** Fields 14 and 15 of {@code stat}, counted from behind the name, which may hold blanks. */
  private static long ticks(ProcessHandle handle) {
    String stat = read(handle, "stat").getFirst();
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long residentKib(ProcessHandle handle) {
    return read(handle, "status").stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static List<String> read(ProcessHandle handle, String file) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(handle.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a request is answered with 200. */
  void awaitAnswer() {
    long start = System.nanoTime();
    while (!answers()) {
      boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      if (late || !process.isAlive()) {
        throw new IllegalStateException(name + " does not answer on port " + port);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET /books/1 HTTP/1.1\r\nHost: sluice\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      return status.equals("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = processes().toList();
    all.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
