package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One gateway under comparison, running as a process with its descendants.
 *
 * @param version how it names itself
 * @param log where its process writes to
 * @param port where it listens
 */
record Contender(String name, String version, Process process, Path log, int port)
    implements AutoCloseable {

  private static final int TICKS_PER_SECOND = 100;
  private static final int PATIENCE_SECONDS = 60;

  /** Whether it runs on a virtual machine, which compiles it while it runs. */
  boolean warmsUp() {
    return name.startsWith("Sluice") || name.startsWith("spring");
  }

  /** The CPU time that all its processes have taken so far, user and system. */
  double cpuSeconds() throws IOException {
    long ticks = 0;
    for (ProcessHandle each : processes()) {
      ticks += ticks(each);
    }
    return ticks / (double) TICKS_PER_SECOND;
  }

  /** What all its processes hold in memory; pages they share count for each. */
  long residentKib() throws IOException {
    long kib = 0;
    for (ProcessHandle each : processes()) {
      kib += residentKib(each);
    }
    return kib;
  }

  private List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** Fields 14 and 15 of {@code stat}, counted from behind the name, which may hold blanks. */
  private static long ticks(ProcessHandle handle) throws IOException {
    String stat = read(handle, "stat").getFirst();
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long residentKib(ProcessHandle handle) throws IOException {
    return read(handle, "status").stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static List<String> read(ProcessHandle handle, String file) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(handle.pid()), file));
  }

  /** Waits until a request is answered with 200. */
  Contender answered() {
    long start = System.nanoTime();
    while (!answers()) {
      boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      if (late || !process.isAlive()) {
        throw new IllegalStateException("no answer on port " + port);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return this;
  }

  /** Whether a request is answered with 200 now. */
  boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
      String request = "GET /books/small HTTP/1.1\r\nHost: sluice\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      return status.equals("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }

  /** The end of what its process wrote. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    } catch (IOException e) {
      return "nothing to read: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(processes());
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
