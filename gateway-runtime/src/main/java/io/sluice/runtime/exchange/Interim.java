package io.sluice.runtime.exchange;

import io.sluice.api.Headers;
import java.io.IOException;

/**
 * Sends interim answers (1xx, RFC 9110 section 15.2) to the client of one exchange, before its
 * final answer, on the request's thread.
 */
@FunctionalInterface
public interface Interim {

  /**
   * Sends one at once.
   *
   * @param status 100 to 199, but not 101
   * @throws ClientException if the client is gone
   */
  void send(int status, Headers headers) throws IOException;
}
