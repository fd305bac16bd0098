package io.sluice.limiter.tokenbucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TokenBucketHashTest {

  private final TokenBucketHash hash = TokenBucketHash.drawn(new Random(1));

  @Test
  void keysThatDifferLittleHaveDifferentHashes() {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      hashes.add(hash.of(List.of("192.0.2." + i % 250, "/books/" + i / 250)));
    }
    assertEquals(200_000, hashes.size());
  }

  @Test
  void theBorderBetweenTheTextsCounts() {
    assertNotEquals(hash.of(List.of("ab", "c")), hash.of(List.of("a", "bc")));
    assertNotEquals(hash.of(List.of("abcd", "")), hash.of(List.of("", "abcd")));
    assertNotEquals(hash.of(List.of("a", "")), hash.of(List.of("a", "\0")));
    assertNotEquals(hash.of(List.of("a")), hash.of(List.of("a", "")));
  }

  @Test
  void anotherSecretMakesOtherHashes() {
    TokenBucketHash other = TokenBucketHash.drawn(new Random(2));
    assertNotEquals(hash.of(List.of("a", "b")), other.of(List.of("a", "b")));
  }
}
