/** What tests share: stores, clocks, fakes. */
@NullMarked
package dev.spillway.support;

import org.jspecify.annotations.NullMarked;
