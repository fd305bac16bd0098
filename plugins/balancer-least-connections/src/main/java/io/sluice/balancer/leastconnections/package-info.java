/** A balancer that sends each request to the least loaded endpoint. */
package io.sluice.balancer.leastconnections;
