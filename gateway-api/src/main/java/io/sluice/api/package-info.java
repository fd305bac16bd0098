/** What every kind of plugin shares. */
package io.sluice.api;
