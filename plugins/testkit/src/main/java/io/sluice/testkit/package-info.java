/** The contracts any plugin can be tested against. */
package io.sluice.testkit;
