/**
 * Strict YAML into records, done before Vert.x exists. Whatever is wrong is told with file, line, key and cure; secrets are
 * masked wherever the configuration is shown. Rooms never import this one: each gets its own settings.
 */
@NullMarked
package dev.spillway.config;

import org.jspecify.annotations.NullMarked;
