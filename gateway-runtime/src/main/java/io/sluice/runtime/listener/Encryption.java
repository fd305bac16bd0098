package io.sluice.runtime.listener;

/** What a traffic listener puts between its clients' sockets and HTTP. Safe for any thread. */
public sealed interface Encryption permits Encryption.None, TlsCertificate {

  /** Nothing: the listener speaks plain HTTP. */
  Encryption NONE = new None();

  /** Plain HTTP. */
  record None() implements Encryption {}
}
