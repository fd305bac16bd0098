/**
 * One request and what happens to it: the exchange, the receipts that each stage hands to the next,
 * the service as a request sees it, the failure codes, who the client is.
 *
 * <p>Known by every other room; uses the plugin contract and the recording interface of the metrics
 * only. Nothing here does input or output.
 */
@NullMarked
package io.sluice.runtime.exchange;

import org.jspecify.annotations.NullMarked;
