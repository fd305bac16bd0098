package io.sluice.runtime;

import io.sluice.runtime.config.Address;
import io.sluice.runtime.config.GatewayConfig;
import io.sluice.runtime.logging.LogOutput;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Runs the gateway until a signal ends the process. */
final class RunCommand {

  private static final System.Logger LOG = System.getLogger(RunCommand.class.getName());

  private RunCommand() {}

  static int run(Path file) throws IOException, InterruptedException {
    GatewayConfig config = GatewayConfig.load(file, System.getenv(), Home.folder());
    LogOutput log = LogOutput.install(config.log(), System.err);
    warn(config);
    Gateway gateway = Gateway.start(config, Version.text());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("sluice-stop").unstarted(() -> stop(gateway, log)));
    System.out.println(announcement(config, gateway));
    new CountDownLatch(1).await();
    return 0;
  }

  private static void warn(GatewayConfig config) {
    if (config.admin().isOpen()) {
      LOG.log(
          Level.WARNING,
          "everybody who reaches {0} can administer this gateway: there is no token",
          config.admin().address());
    }
  }

  private static String announcement(GatewayConfig config, Gateway gateway) {
    long millis =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, Instant.now()).toMillis())
            .orElse(0L);
    Address traffic = config.traffic().listen().withPort(gateway.trafficPort());
    Address admin = config.admin().address().withPort(gateway.adminPort());
    String scheme = config.traffic().tls().isPresent() ? "https" : "http";
    return "sluice %s listening: traffic %s://%s admin %s://%s (started in %d ms)"
        .formatted(Version.text(), scheme, traffic, adminScheme(config, scheme), admin, millis);
  }

  private static String adminScheme(GatewayConfig config, String trafficScheme) {
    if (config.admin().onTraffic()) {
      return trafficScheme;
    }
    return config.admin().tls().isPresent() ? "https" : "http";
  }

  /** Runs while the virtual machine shuts down, and decides that it has ended well. */
  private static void stop(Gateway gateway, LogOutput log) {
    log.write(Level.INFO, RunCommand.class, "stopping");
    gateway.close();
    log.write(Level.INFO, RunCommand.class, "stopped");
    Runtime.getRuntime().halt(0);
  }
}
