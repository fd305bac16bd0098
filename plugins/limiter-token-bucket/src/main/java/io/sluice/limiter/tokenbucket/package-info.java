/** A limiter that grants each client a burst and a steady rate. */
package io.sluice.limiter.tokenbucket;
