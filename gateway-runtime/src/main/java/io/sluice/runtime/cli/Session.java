package io.sluice.runtime.cli;

import io.sluice.runtime.client.AdminClient;
import java.io.InputStream;

/**
 * What a command that asks a gateway works with.
 *
 * @param client asks
 * @param output where results go
 * @param in what is read for {@code -}
 */
record Session(AdminClient client, Output output, InputStream in) {}
