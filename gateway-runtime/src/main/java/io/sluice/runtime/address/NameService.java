package io.sluice.runtime.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Knows the addresses of host names. Called by any thread, and may hold it for long. */
@FunctionalInterface
public interface NameService {

  /** The system's own. */
  NameService SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * The addresses of a host.
   *
   * @throws UnknownHostException if it has none
   */
  List<InetAddress> lookUp(String host) throws UnknownHostException;
}
