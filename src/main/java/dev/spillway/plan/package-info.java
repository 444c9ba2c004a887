/**
 * What a campaign needs: from its size and from measured costs to times, cores, bytes and the bottleneck. Pure arithmetic; reads
 * nothing but the costs that ship with it.
 */
@NullMarked
package dev.spillway.plan;

import org.jspecify.annotations.NullMarked;
