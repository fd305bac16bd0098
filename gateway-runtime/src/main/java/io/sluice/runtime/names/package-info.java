/**
 * What host names lead to, looked up again and again, for endpoints that stand for all addresses of
 * their name.
 *
 * <p>Knows the addresses and the registry, for which it implements {@link
 * io.sluice.runtime.registry.Names} and by which it is called.
 */
@NullMarked
package io.sluice.runtime.names;

import org.jspecify.annotations.NullMarked;
