package io.sluice.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.runtime.config.ConfigException;
import io.sluice.runtime.config.GatewayConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any text in the place of the configuration file. */
class ConfigFuzz {

  private static final Path SHIPPED = Path.of("../dist/src/distribution/conf/sluice.yaml");
  private static final Pattern PLACE = Pattern.compile("^sluice\\.yaml(?::(\\d+))?: .+");

  /** The shipped file, as it is and with everything in it taken, and what tries YAML's corners. */
  static Stream<byte[]> seeds() throws IOException {
    String shipped = Files.readString(SHIPPED);
    return Stream.of(
            shipped,
            shipped.replaceAll("(?m)^( *)# ?(?=[a-z-]+:)", "$1"),
            "listen: :8080\nadmin:\n  address: 127.0.0.1:0\n",
            "services:\n  books:\n    endpoints: [\"127.0.0.1:9001\"]\n",
            "timeouts: {connect: 2s, idle: 1m}\nlimits: {fields: 100}\n",
            "timeouts: {connect: 2s}\nlimits: 100}\n",
            "trusted-proxies: [10.0.0.0/8, ::1]\n",
            "a: &x 1\nb: *x\n",
            "a: !!set {x, y}\n",
            "? [a]\n: b\n",
            "--- a\n--- b\n",
            "a: |\n  x\n  y\nb: >-\n  z\n",
            "listen: 1e999\nlimits: {fields: 0x10, body-bytes: .inf}\n",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "\"listen\\n\": \"\\u0007\"\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2s")
  void configurations(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String read = read(text);
    assertEquals(read, read(text), "twice the same");
  }

  private static String read(String text) {
    try {
      return GatewayConfig.parse(text, Map.of()).toString();
    } catch (ConfigException e) {
      String message = String.valueOf(e.getMessage());
      Matcher place = PLACE.matcher(message);
      assertTrue(place.matches(), "one line that says where: " + message);
      if (place.group(1) != null) {
        long lines = text.lines().count() + 1;
        assertTrue(Integer.parseInt(place.group(1)) <= lines, message);
      }
      return message;
    }
  }
}
