/**
 * Files on their way: what people send is fetched and kept, what the business sends is brought to the provider once.
 *
 * <p>Streams: no file is ever held in memory. The provider's token goes to the addresses that are allowed and nowhere else.
 */
@NullMarked
package dev.spillway.media;

import org.jspecify.annotations.NullMarked;
