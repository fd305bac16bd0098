package io.sluice.runtime.listener;

import io.sluice.api.Headers;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Names requests: with the client's {@code X-Request-Id} if it has a sound one, otherwise with 16
 * random digits of this process and 16 that count. Safe for any thread.
 */
final class RequestIds {

  private static final int MOST_CHARACTERS = 128;

  private final String process;
  private final AtomicLong count;

  RequestIds(RandomGenerator random) {
    process = HexFormat.of().toHexDigits(random.nextLong());
    count = new AtomicLong(random.nextInt() & 0xFFFF_FFFFL);
  }

  String of(Headers headers) {
    Optional<String> sent = headers.first("X-Request-Id").filter(RequestIds::isSound);
    return sent.orElseGet(() -> process + HexFormat.of().toHexDigits(count.getAndIncrement()));
  }

  private static boolean isSound(String id) {
    return !id.isEmpty()
        && id.length() <= MOST_CHARACTERS
        && id.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\');
  }
}
