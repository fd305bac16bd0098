package io.sluice.runtime.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.route.CanonicalPath.Accepted;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the form of any path. */
class CanonicalPathProperties {

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(
            "/", "/", ".", "..", "%2e", "%2E", "a", "b;c", ";", "%3b", "%2f", "%41", "%7e",
            "%c3%a9", "%25", "%5c", "%00", "%c0%ae", "%", "x=1", "//", "/../", "/./")
        .list()
        .ofMaxSize(12)
        .map(parts -> "/" + String.join("", parts));
  }

  @Property
  void theFormOfAFormIsItself(@ForAll("paths") String path) {
    if (CanonicalPath.of(path) instanceof Accepted accepted) {
      assertEquals(accepted, CanonicalPath.of(accepted.path()));
    }
  }

  @Property
  void aFormHoldsNoDotSegmentForAnyReader(@ForAll("paths") String path) {
    if (CanonicalPath.of(path) instanceof Accepted accepted) {
      assertTrue(accepted.path().startsWith("/"));
      assertFalse(accepted.path().contains("//"));
      String decoded = URLDecoder.decode(accepted.path(), StandardCharsets.UTF_8);
      for (String segment : decoded.split("/", -1)) {
        String withoutParameters = segment.split(";", -1)[0];
        assertFalse(List.of(".", "..").contains(withoutParameters), accepted.path());
      }
    }
  }

  @Property
  void pathsWithoutEscapesAreResolvedAsInAModel(@ForAll("plainPaths") String path) {
    assertEquals(new Accepted(resolved(path), false), CanonicalPath.of(path));
  }

  @Provide
  Arbitrary<String> plainPaths() {
    return Arbitraries.of("/", "/", ".", "..", "a", "b")
        .list()
        .ofMaxSize(12)
        .map(parts -> "/" + String.join("", parts));
  }

  private static String resolved(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (String segment : segments) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String last = segments[segments.length - 1];
    boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
    String joined = "/" + String.join("/", kept);
    return folder && !kept.isEmpty() ? joined + "/" : joined;
  }

  @Property
  void whatIsCanonicalIsNotCopied(@ForAll("plainPaths") String path) {
    if (CanonicalPath.of(path) instanceof Accepted accepted && !accepted.path().contains("/.")) {
      assertSame(accepted.path(), ((Accepted) CanonicalPath.of(accepted.path())).path());
    }
  }
}
