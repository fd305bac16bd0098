package io.sluice.dist;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes system calls of a running process fail, from when it is opened until it is closed, where
 * they are about certain files.
 */
final class Strace implements AutoCloseable {
  private final Process process;

  private Strace(Process process) {
    this.process = process;
  }

  /**
   * Attaches to a process and all its threads. The test is skipped where that is not allowed.
   *
   * @param calls their names, separated by commas
   * @param error the name of the error that they answer
   */
  static Strace attach(Process target, String calls, String error, Path... files)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Tool.require("strace"));
    command.addAll(List.of("-f", "-p", Long.toString(target.pid()), "-o", "/dev/null"));
    command.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":error=" + error));
    Arrays.stream(files).forEach(file -> command.addAll(List.of("-P", file.toString())));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains("attached")) {
        return new Strace(process);
      }
    }
    return abort("this user may not trace process " + target.pid());
  }

  /** Detaches; the process runs on. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
