/**
 * What is looked at again and again, such as files that administrators replace: by reading and
 * comparing, which works on every file system. Knows no other room; used by those who keep up with
 * such a file.
 */
@NullMarked
package io.sluice.runtime.lookout;

import org.jspecify.annotations.NullMarked;
