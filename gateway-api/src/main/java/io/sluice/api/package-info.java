/**
 * The words that the gateway and its plugins share: requests and answers, endpoints, clients,
 * outcomes, time.
 *
 * <p>Depends on nothing. The packages below this one hold one kind of plugin each and never mention
 * each other.
 */
@NullMarked
package io.sluice.api;

import org.jspecify.annotations.NullMarked;
