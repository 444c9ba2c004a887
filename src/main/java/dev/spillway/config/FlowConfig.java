package dev.spillway.config;

import dev.spillway.flow.FlowSettings;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Where flows and texts lie and how they run; see {@link FlowSettings} for the other parts.
 *
 * @param flows directory, relative to the configuration's
 * @param templates directory, relative to the configuration's
 */
public record FlowConfig(
        String flows,
        String templates,
        Duration replyAgeMax,
        Duration lookupDeadline,
        Duration followUpWait,
        String defaultLocale,
        ZoneId timeZone) {
    public FlowConfig {
        new FlowSettings(replyAgeMax, lookupDeadline, followUpWait, defaultLocale, timeZone);
    }

    /** As room {@code flow} wants it. */
    public FlowSettings settings() {
        return new FlowSettings(replyAgeMax, lookupDeadline, followUpWait, defaultLocale, timeZone);
    }
}
