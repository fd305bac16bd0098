package io.sluice.runtime;

/** The command line of the gateway. */
public final class Main {
  private Main() {}

  /** Runs the command named by the first argument. */
  public static void main(String[] args) {
    String command = args.length == 0 ? "help" : args[0];
    System.out.println("sluice " + command);
  }
}
