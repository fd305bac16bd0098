package io.sluice.runtime.exchange;

import java.util.Optional;

/**
 * One way to a service.
 *
 * @param path the registered path: whole segments, {@code /} or starting and not ending with a
 *     slash
 * @param service where it leads
 * @param strip whether the registered path is taken off what is forwarded
 * @param hostRewrite what the endpoint is told as the host, or empty to pass the client's on
 * @param redirect what is answered instead of asking an endpoint, if anything is
 */
public record Route(
    String path, Service service, boolean strip, String hostRewrite, Optional<Redirect> redirect) {

  /** A way to the endpoints of a service. */
  public Route(String path, Service service, boolean strip, String hostRewrite) {
    this(path, service, strip, hostRewrite, Optional.empty());
  }

  /**
   * The part of a canonical path that is forwarded; all of it if a filter led it out of the
   * registered path.
   */
  public String forwardPath(String canonicalPath) {
    String rest = remainder(canonicalPath);
    return rest.isEmpty() ? "/" : rest;
  }

  /**
   * What follows the registered path: empty, or starting with a slash; all of the path if it is not
   * stripped, or if a filter led it out of the registered path.
   */
  public String remainder(String canonicalPath) {
    return isStripped(canonicalPath) ? canonicalPath.substring(path.length()) : canonicalPath;
  }

  /**
   * What {@code X-Forwarded-Prefix} tells of a canonical path: what was taken off, or empty if
   * nothing was.
   */
  public String strippedPrefix(String canonicalPath) {
    return isStripped(canonicalPath) ? path : "";
  }

  private boolean isStripped(String canonicalPath) {
    return strip
        && path.length() > 1
        && canonicalPath.startsWith(path)
        && (canonicalPath.length() == path.length() || canonicalPath.charAt(path.length()) == '/');
  }
}
