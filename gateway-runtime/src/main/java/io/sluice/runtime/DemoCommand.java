package io.sluice.runtime;

import io.sluice.runtime.config.GatewayConfig;
import io.sluice.runtime.config.LogConfig;
import io.sluice.runtime.demo.Demo;
import io.sluice.runtime.demo.DemoEndpoint;
import io.sluice.runtime.demo.Simulation;
import io.sluice.runtime.logging.LogOutput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The commands to play with: gateways and endpoints on this machine only. */
final class DemoCommand {

  private DemoCommand() {}

  /** A gateway on the usual ports, for a person. */
  static int play() throws IOException, InterruptedException {
    LogOutput.install(new LogConfig(Level.INFO, LogConfig.Format.TEXT), System.err);
    GatewayConfig config =
        GatewayConfig.parse("{listen: 127.0.0.1:8080}", System.getenv(), Home.folder());
    boolean hasQuit;
    try (Gateway gateway = start(config)) {
      System.out.printf(
          "A gateway: traffic %s, administration %s%n", traffic(gateway), admin(gateway));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      hasQuit = Demo.play(traffic(gateway), admin(gateway), in, System.out);
      if (!hasQuit) {
        new CountDownLatch(1).await();
      }
    }
    return 0;
  }

  /** A gateway on free ports, which plays by itself. */
  static int simulate() throws IOException, InterruptedException {
    LogOutput.install(new LogConfig(Level.ERROR, LogConfig.Format.TEXT), System.err);
    String text = "{listen: '127.0.0.1:0', admin: {address: '127.0.0.1:0'}}";
    try (Gateway gateway = start(GatewayConfig.parse(text, Map.of(), Home.folder()))) {
      Simulation.play(traffic(gateway), admin(gateway), System.out);
    }
    return 0;
  }

  /** One endpoint. */
  static int endpoint(String host, int port) throws IOException, InterruptedException {
    try (DemoEndpoint endpoint = DemoEndpoint.start(host, port)) {
      System.out.println("endpoint listening: http://" + endpoint.address());
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static Gateway start(GatewayConfig config) throws IOException {
    return Gateway.start(config, Version.text());
  }

  private static URI traffic(Gateway gateway) {
    return URI.create("http://127.0.0.1:" + gateway.trafficPort() + "/");
  }

  private static URI admin(Gateway gateway) {
    return URI.create("http://127.0.0.1:" + gateway.adminPort() + "/");
  }
}
