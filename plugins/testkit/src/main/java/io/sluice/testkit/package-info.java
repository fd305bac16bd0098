/**
 * The contract of each kind of plugin, as laws that a plugin's own tests inherit.
 *
 * <p>An author implements the interface of the kind in a test class of a few lines, which says what
 * to test and with which settings. The laws are jqwik properties and examples, so the JUnit
 * platform runs them with the jqwik engine, and a failure prints the seed that repeats it.
 */
@NullMarked
package io.sluice.testkit;

import org.jspecify.annotations.NullMarked;
