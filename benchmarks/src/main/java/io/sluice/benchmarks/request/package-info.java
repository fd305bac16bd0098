/**
 * JMH benchmarks of what the gateway calls for each request, and of what publishes a change while
 * requests go on; run by the profile {@code benchmark}. They use the very classes of the gateway,
 * from the class path.
 */
package io.sluice.benchmarks.request;
