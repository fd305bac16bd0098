package io.sluice.runtime.config;

import io.sluice.runtime.access.Scope;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the administration's own listener is encrypted.
 *
 * @param files its certificate
 * @param clientAuthorities a PEM file with the authorities of which clients must show a
 *     certificate, if they must
 * @param clientScope what such a client may do
 */
public record AdminTls(TlsConfig files, Optional<Path> clientAuthorities, Scope clientScope) {}
