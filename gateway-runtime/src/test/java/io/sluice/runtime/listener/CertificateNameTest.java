package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class CertificateNameTest {

  private static String name(String subject) {
    return CertificateName.of(TestCertificate.makeFor(subject, "EC", 256).certificate());
  }

  @Test
  void itIsTheCommonNameAndNothingThatLooksLikeIt() {
    assertEquals("alice", name("CN=alice, OU=ops, O=shop"));
    assertEquals("bob, the second", name("CN=\"bob, the second\", O=shop"));
    assertEquals("carol", name("O=\"x,CN=admin\", CN=carol"));
  }

  @Test
  void withoutACommonNameItIsAnAlternativeName() {
    assertEquals("localhost", name("O=shop"));
  }
}
