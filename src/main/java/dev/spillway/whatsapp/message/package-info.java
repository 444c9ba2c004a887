/**
 * What can be said by a WhatsApp number: a record for each kind of message, which checks every limit Meta has written down, and
 * the request's body.
 *
 * <p>Characters are counted in UTF-16 units (an emoji is two or more of them): Meta does not say how it counts, and no other
 * count is higher, so what passes here is not too long there.
 */
@NullMarked
package dev.spillway.whatsapp.message;

import org.jspecify.annotations.NullMarked;
