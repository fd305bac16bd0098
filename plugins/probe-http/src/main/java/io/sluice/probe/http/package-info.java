/** A probe that asks an endpoint over HTTP whether it is well. */
package io.sluice.probe.http;
