package io.sluice.runtime.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the state of an endpoint out of a service as the administration shows it. */
final class EndpointStates {

  private EndpointStates() {}

  static String of(String service, String address) {
    Pattern state =
        Pattern.compile(
            "\"address\" : \"" + Pattern.quote(address) + "\"[^}]*?\"state\" : \"([a-z]+)\"");
    Matcher matcher = state.matcher(service);
    return matcher.find() ? matcher.group(1) : "not registered";
  }
}
