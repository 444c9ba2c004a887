/**
 * Connectors on trial: samples of requests and answers beside a connector's file, played over real HTTP against a server that
 * refuses whatever differs; and single operations for those who write connectors.
 */
@NullMarked
package dev.spillway.trial;

import org.jspecify.annotations.NullMarked;
