package io.sluice.runtime;

import java.util.concurrent.CountDownLatch;

/** The command line of the gateway. */
public final class Main {
  private Main() {}

  /** Runs the command named by the first argument. */
  public static void main(String[] args) throws InterruptedException {
    String command = args.length == 0 ? "help" : args[0];
    System.out.println("sluice " + command);
    if (command.equals("run")) {
      run();
    }
  }

  private static void run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
    System.out.println("sluice listening: traffic http://127.0.0.1:0 admin http://127.0.0.1:0");
    new CountDownLatch(1).await();
  }
}
