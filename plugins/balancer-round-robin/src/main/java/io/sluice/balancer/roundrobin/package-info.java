/** A balancer that takes the endpoints in turn. */
package io.sluice.balancer.roundrobin;
