/**
 * JSON as the JDK's Map and List: reading, writing, and mapping with guarded JSONata expressions.
 *
 * <p>The lenient mapper of payloads lives here; the strict reader of files that people write is room
 * {@code yaml}. They are never shared: a provider may add a field any day, a typo in a configuration must not pass.
 */
@NullMarked
package dev.spillway.json;

import org.jspecify.annotations.NullMarked;
