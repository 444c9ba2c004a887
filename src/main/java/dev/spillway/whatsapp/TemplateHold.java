package dev.spillway.whatsapp;

import java.time.Instant;
import java.util.Set;

/**
 * What is sent by a template waits.
 *
 * @param until when it is to be looked at again at the latest; news may end it before
 * @param messages ids of messages that the provider took and keeps back, some of them; empty if it takes none
 */
public record TemplateHold(Why why, Instant until, Set<String> messages) {
    /** Why it waits. */
    public enum Why {
        /** People did not like it: the provider refuses it for some hours. */
        PAUSED,
        /** The provider keeps back what it is sent, to see first what people think of it. */
        PACED
    }

    public TemplateHold {
        messages = Set.copyOf(messages);
    }

    /** By the time at which it ends. */
    public TemplateHold(Why why, Instant until) {
        this(why, until, Set.of());
    }
}
