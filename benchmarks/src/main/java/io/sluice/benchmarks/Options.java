package io.sluice.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the command line asks for: {@code --name=value} each, and distributions. */
final class Options {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Path> distributions = new ArrayList<>();

  Options(String[] args) {
    values.put("modes", "saturation");
    values.put("rivals", "nginx,haproxy,caddy,spring-cloud-gateway");
    values.put("variants", "plain,limiting");
    values.put("rounds", "9");
    values.put("seconds", "5");
    values.put("connections", "64");
    values.put("warm-up", "40");
    values.put("latency-rounds", "3");
    values.put("latency-seconds", "10");
    values.put("rate-of", "own");
    values.put("matrix-connections", "1,64,1024");
    values.put("matrix-seconds", "3");
    values.put("idle-connections", "10000");
    values.put("results", "benchmarks/results");
    for (String arg : args) {
      if (arg.startsWith("--") && arg.contains("=")) {
        set(arg.substring(2, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
      } else {
        distributions.add(Path.of(arg).toAbsolutePath().normalize());
      }
    }
  }

  private void set(String name, String value) {
    if (values.replace(name, value) == null) {
      throw new IllegalArgumentException(
          "there is no option --" + name + ", only " + values.keySet());
    }
  }

  List<Path> distributions() {
    return List.copyOf(distributions);
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  List<String> list(String name) {
    return List.of(text(name).split(",", -1));
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        values.entrySet().stream()
            .map(each -> "--" + each.getKey() + "=" + each.getValue())
            .toList());
  }
}
