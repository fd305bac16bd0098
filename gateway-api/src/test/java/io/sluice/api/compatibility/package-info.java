/**
 * Compares the contract with its checked-in baseline, so that no plugin breaks unawares.
 *
 * <p>Tests only; uses japicmp and knows no type of the contract.
 */
@NullMarked
package io.sluice.api.compatibility;

import org.jspecify.annotations.NullMarked;
