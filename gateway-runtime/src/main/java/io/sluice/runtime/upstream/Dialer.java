package io.sluice.runtime.upstream;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.address.AddressRefusedException;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * Opens connections to endpoints, at the first of their addresses that may be dialled and accepts.
 * Safe for any thread.
 *
 * @param addresses finds addresses, and refuses what may not be dialled
 * @param sweeper ends what is late
 */
record Dialer(Addresses addresses, Sweeper sweeper) {

  /**
   * Connects.
   *
   * @param withinNanos for all of it, from the look-up of the name to the last address
   * @throws EndpointException if no connection came about in that time
   */
  EndpointConnection dial(Endpoint endpoint, long withinNanos) throws EndpointException {
    long endNanos = sweeper.now() + withinNanos;
    EndpointException last = failed(FailureCode.CONNECT_TIMEOUT, "no connection in time");
    for (InetAddress address : addresses(endpoint, Duration.ofNanos(withinNanos))) {
      long left = endNanos - sweeper.now();
      if (left <= 0) {
        break;
      }
      try {
        InetSocketAddress at = new InetSocketAddress(address, endpoint.port());
        return EndpointConnection.open(endpoint, at, left, sweeper);
      } catch (EndpointException e) {
        last = e;
      }
    }
    throw last;
  }

  private List<InetAddress> addresses(Endpoint endpoint, Duration timeout)
      throws EndpointException {
    try {
      return addresses.of(endpoint, timeout);
    } catch (AddressRefusedException e) {
      throw failed(FailureCode.ADDRESS_REFUSED, String.valueOf(e.getMessage()));
    } catch (SocketTimeoutException e) {
      throw failed(FailureCode.CONNECT_TIMEOUT, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw failed(FailureCode.CONNECT_FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** No byte was sent, so that the request can go elsewhere. */
  private static EndpointException failed(FailureCode code, String detail) {
    return new EndpointException(FailureKind.CONNECT, code, true, detail);
  }
}
