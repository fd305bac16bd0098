/**
 * Runs the laws on a plugin that is loaded already, without a test class of its author's.
 *
 * <p>Knows the contracts and the JUnit platform. Called by the gateway's command that verifies a
 * plugin, by name: nothing is linked against it, so it is not exported.
 */
@NullMarked
package io.sluice.testkit.run;

import org.jspecify.annotations.NullMarked;
