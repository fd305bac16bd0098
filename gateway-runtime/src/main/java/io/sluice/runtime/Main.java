package io.sluice.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.runtime.address.NameCache;
import io.sluice.runtime.cli.Shell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The entry point of the command line. */
public final class Main {

  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private Main() {}

  /** Runs the command named by the first argument and ends with its exit code. */
  public static void main(String[] args) {
    ensureTwoCarriers();
    NameCache.shorten();
    CommandLine commands = Commands.create(Shell.system());
    commands.setOut(
        new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8)));
    System.exit(commands.execute(args));
  }

  /** With one carrier thread a plugin that spins would stop everything. */
  private static void ensureTwoCarriers() {
    if (Runtime.getRuntime().availableProcessors() < 2 && System.getProperty(CARRIERS) == null) {
      System.setProperty(CARRIERS, "2");
    }
  }
}
