package io.sluice.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.runtime.corpus.RequestCase;
import io.sluice.runtime.route.CanonicalPath;
import io.sluice.runtime.route.CanonicalPath.Accepted;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the form of any path. */
class CanonicalPathFuzz {

  /** The targets of the requests in the corpus. */
  static Stream<byte[]> seeds() throws IOException {
    return RequestCase.all().stream()
        .map(RequestCase::bytes)
        .filter(bytes -> bytes.startsWith("GET /") && bytes.length() < 200)
        .map(bytes -> bytes.split(" ", 3)[1].getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2s")
  void paths(byte[] bytes) {
    String sent = new String(bytes, StandardCharsets.ISO_8859_1);
    if (CanonicalPath.of(sent) instanceof Accepted(var path, var encodedSlash)) {
      assertEquals(new Accepted(path, encodedSlash), CanonicalPath.of(path), "its own form");
      assertTrue(path.length() <= sent.length(), path);
      assertTrue(path.equals("*") || path.startsWith("/"), path);
      assertFalse(path.contains("//"), path);
      assertEquals(path.contains("%2F"), encodedSlash, path);
      assertTrue(path.chars().allMatch(c -> c > ' ' && c < 0x7F && "\\?#".indexOf(c) < 0), path);
      checkDecoded(path);
    }
  }

  /** A reader that decodes first and asks afterwards finds nothing that we did not. */
  private static void checkDecoded(String path) {
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    assertFalse(decoded.contains("\\"), path);
    assertFalse(decoded.contains("\0"), path);
    assertFalse(decoded.contains("\uFFFD") && !path.contains("%EF%BF%BD"), path);
    for (String segment : decoded.split("/", -1)) {
      assertFalse(List.of(".", "..").contains(segment.split(";", -1)[0]), path);
    }
  }
}
