/**
 * How long endpoints stay registered unless that is renewed.
 *
 * <p>Knows no other room. Called by the registry.
 */
@NullMarked
package io.sluice.runtime.lifetime;

import org.jspecify.annotations.NullMarked;
