package io.sluice.runtime.exchange;

import io.sluice.api.Headers;
import java.io.IOException;

/** The client's connection, as far as the stages of one exchange must know it. */
public interface ClientSide {

  /**
   * Sends an interim answer (1xx, RFC 9110 section 15.2) at once, before the final answer, on the
   * request's thread.
   *
   * @param status 100 to 199, but not 101
   * @throws ClientException if the client is gone
   */
  void inform(int status, Headers headers) throws IOException;

  /** The name that its certificate gives the client; empty if it showed none. */
  String certificateName();

  /** The service is known: from here on its bounds and deadlines hold. On the request's thread. */
  void routed(Service service);
}
