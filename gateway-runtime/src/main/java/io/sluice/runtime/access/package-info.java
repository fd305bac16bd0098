/**
 * Who may administer the gateway: bearer tokens and what they are good for, client certificates,
 * and what becomes of those who guess.
 *
 * <p>Knows no HTTP but the value of one field. The administration asks it about every request; the
 * command line makes and revokes tokens with it; the configuration declares some.
 */
@NullMarked
package io.sluice.runtime.access;

import org.jspecify.annotations.NullMarked;
