package io.sluice.runtime.exchange;

/**
 * One way to a service.
 *
 * @param path the registered path: whole segments, {@code /} or starting and not ending with a
 *     slash
 * @param service where it leads
 * @param strip whether the registered path is taken off what is forwarded
 * @param hostRewrite what the endpoint is told as the host, or empty to pass the client's on
 */
public record Route(String path, Service service, boolean strip, String hostRewrite) {

  /**
   * The part of a canonical path that is forwarded; all of it if a filter led it out of the
   * registered path.
   */
  public String forwardPath(String canonicalPath) {
    if (!strip || path.equals("/") || !canonicalPath.startsWith(path)) {
      return canonicalPath;
    }
    if (canonicalPath.length() == path.length()) {
      return "/";
    }
    return canonicalPath.charAt(path.length()) == '/'
        ? canonicalPath.substring(path.length())
        : canonicalPath;
  }

  /** What {@code X-Forwarded-Prefix} tells: the path that was taken off, or empty. */
  public String strippedPrefix() {
    return strip && !path.equals("/") ? path : "";
  }
}
