package io.sluice.runtime;

import io.sluice.runtime.config.ConfigException;
import io.sluice.runtime.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The command line of the gateway. */
public final class Main {

  private Main() {}

  private static void stop(Gateway gateway) {
    gateway.close();
    Runtime.getRuntime().halt(0);
  }

  /** Runs the command named by the first argument. */
  public static void main(String[] args) throws InterruptedException {
    String command = args.length == 0 ? "help" : args[0];
    if (!command.equals("run")) {
      System.out.println("sluice " + command);
      return;
    }
    Path home = Path.of(System.getProperty("sluice.home", "."));
    Path file = args.length > 2 ? Path.of(args[2]) : home.resolve("conf").resolve("sluice.yaml");
    try {
      GatewayConfig config = GatewayConfig.load(file, System.getenv(), home);
      Gateway gateway = Gateway.start(config, "0.1.0");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway)));
      System.out.println(
          "sluice 0.1.0 listening: traffic "
              + config.traffic().listen().withPort(gateway.trafficPort()).url()
              + " admin "
              + config.admin().address().withPort(gateway.adminPort()).url());
      new CountDownLatch(1).await();
    } catch (ConfigException | IOException e) {
      System.err.println("sluice: " + e.getMessage());
      System.exit(1);
    }
  }
}
