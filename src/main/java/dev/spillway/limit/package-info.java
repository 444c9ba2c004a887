/**
 * What may be sent: buckets, quotas and slots that all nodes share, as one Redis script on the server's clock; what is granted
 * while Redis is away; backoff; and how many calls side by side a backend bears that tells nobody.
 *
 * <p>Promises that all who share a bucket never get more than {@code capacity + perSecond * seconds} of it in any stretch of
 * time, and of a quota never more than {@code max} within {@code per}, on however many nodes. Never waits: it grants what there is
 * and says when to come again.
 */
@NullMarked
package dev.spillway.limit;

import org.jspecify.annotations.NullMarked;
