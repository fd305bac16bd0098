package io.sluice.runtime.config;

import java.nio.file.Path;

/**
 * Where the certificate of the traffic listener is.
 *
 * @param certificate a PEM file with the certificate and those that lead to a known one
 * @param key a PEM file with its private key
 */
public record TlsConfig(Path certificate, Path key) {}
