package io.sluice.benchmarks.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with nothing added. */
@SpringBootApplication
public class GatewayApplication {

  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(GatewayApplication.class, args);
  }
}
