/** Tests of the sender against the provider's own samples. */
@NullMarked
package dev.spillway.whatsapp;

import org.jspecify.annotations.NullMarked;
