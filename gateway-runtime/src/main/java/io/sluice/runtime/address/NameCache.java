package io.sluice.runtime.address;

import java.security.Security;

/**
 * What the virtual machine itself remembers of names. It would do so for thirty seconds, and for
 * ten of a name that was not found, on top of what the system and the gateway do; here it is one
 * second, which only spares repeated questions.
 */
public final class NameCache {

  private static final String FOUND = "networkaddress.cache.ttl";
  private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";
  private static final String SECOND = "1";

  private NameCache() {}

  /**
   * Has it remember less, unless the user has said for how long. Called before the first look-up;
   * later it has no effect.
   */
  public static void shorten() {
    if (Security.getProperty(FOUND) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
      Security.setProperty(FOUND, SECOND);
      Security.setProperty(NOT_FOUND, SECOND);
    }
  }
}
