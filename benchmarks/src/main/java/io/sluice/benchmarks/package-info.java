/**
 * Benchmarks of the algorithms that stand on the path of a request; run by the profile {@code
 * benchmark}.
 */
package io.sluice.benchmarks;
