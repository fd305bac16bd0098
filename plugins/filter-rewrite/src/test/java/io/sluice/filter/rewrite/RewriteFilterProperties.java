package io.sluice.filter.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class RewriteFilterProperties {

  /** Paths without a slash at their end. */
  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab", "%C3%BC", "%25", "...", ".a", "a;x=..", "~")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> "/" + String.join("/", segments));
  }

  @Provide
  Arbitrary<String> pathsAndTheRoot() {
    return Arbitraries.oneOf(Arbitraries.just("/"), paths());
  }

  @Property
  void whatComesOutIsInCanonicalForm(
      @ForAll("pathsAndTheRoot") String from,
      @ForAll("pathsAndTheRoot") String to,
      @ForAll("paths") String rest) {
    String path = from.equals("/") ? rest : from + rest;
    assertEquals(Optional.empty(), RewritePath.flaw(path));
    String rewritten = new RewriteRule(from, false, to).apply(path).orElseThrow();
    assertEquals(Optional.empty(), RewritePath.flaw(rewritten));
  }

  @Property
  void thereAndBackIsThePathItself(
      @ForAll("paths") String from, @ForAll("paths") String to, @ForAll("paths") String rest) {
    String there = new RewriteRule(from, false, to).apply(from + rest).orElseThrow();
    assertEquals(Optional.of(from + rest), new RewriteRule(to, false, from).apply(there));
  }

  @Property
  void aRuleMatchesWholeSegmentsOnly(@ForAll("paths") String from, @ForAll("paths") String path) {
    boolean below = path.equals(from) || path.startsWith(from + "/");
    assertEquals(below, new RewriteRule(from, false, "/x").apply(path).isPresent());
    assertEquals(path.equals(from), new RewriteRule(from, true, "/x").apply(path).isPresent());
  }
}
