/**
 * One of eleven endpoints turns slow: what balancers make of it, in virtual time and on loopback.
 *
 * <p>A program of its own ({@link io.sluice.benchmarks.slow.SlowEndpoint}), called by who measures;
 * the part in virtual time also by a test. Uses the balancers, the test kit's fakes and a built
 * distribution.
 */
package io.sluice.benchmarks.slow;
