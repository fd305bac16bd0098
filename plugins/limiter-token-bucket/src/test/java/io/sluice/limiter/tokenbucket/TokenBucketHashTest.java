package io.sluice.limiter.tokenbucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TokenBucketHashTest {

  private final TokenBucketHash hash = TokenBucketHash.drawn(new Random(1));

  @Test
  void keysThatDifferLittleHaveDifferentHashes() {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      hashes.add(hash.of("192.0.2." + i % 250, "/books/" + i / 250));
    }
    assertEquals(200_000, hashes.size());
  }

  @Test
  void theBorderBetweenTheTextsCounts() {
    assertNotEquals(hash.of("ab", "c"), hash.of("a", "bc"));
    assertNotEquals(hash.of("abcd", ""), hash.of("", "abcd"));
    assertNotEquals(hash.of("a", ""), hash.of("a", "\0"));
  }

  @Test
  void anotherSecretMakesOtherHashes() {
    TokenBucketHash other = TokenBucketHash.drawn(new Random(2));
    assertNotEquals(hash.of("a", "b"), other.of("a", "b"));
  }
}
