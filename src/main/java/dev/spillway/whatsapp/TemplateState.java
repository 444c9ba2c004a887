package dev.spillway.whatsapp;

import java.util.Locale;

/**
 * How a template is at the provider.
 *
 * @param word the provider's own status in upper case, e.g. {@code APPROVED}; empty if there is none
 * @param category in upper case, e.g. {@code MARKETING}, as it is billed now; empty if nobody knows
 * @param quality {@code GREEN}, {@code YELLOW}, {@code RED}; empty or {@code UNKNOWN} if nobody knows
 * @param needs what must be filled in
 */
public record TemplateState(Status status, String word, String category, String quality, TemplateNeeds needs) {
    /** Nobody has looked, or the provider's word is new to us: only it can tell. */
    public static final TemplateState UNKNOWN = new TemplateState(Status.UNKNOWN, "", "", "", TemplateNeeds.UNKNOWN);

    /** The provider's list does not hold it. */
    public static final TemplateState MISSING = new TemplateState(Status.MISSING, "", "", "", TemplateNeeds.UNKNOWN);

    /** The last day of the library's own has passed. */
    public static final TemplateState EXPIRED = new TemplateState(Status.EXPIRED, "", "", "", TemplateNeeds.UNKNOWN);

    /** Whether it may be sent, and why not. */
    public enum Status {
        /** Only the provider can tell. */
        UNKNOWN,
        /** It may be sent. */
        SENDABLE,
        /** Not there, or deleted. */
        MISSING,
        /** Under review, rejected, archived. */
        NOT_APPROVED,
        /** For some hours, because people did not like it. */
        PAUSED,
        /** For good, because people did not like it. */
        DISABLED,
        /** By our own library. */
        EXPIRED;

        /** What a status of the provider's means. */
        public static Status of(String word) {
            return switch (word.toUpperCase(Locale.ROOT)) {
                case "APPROVED", "FLAGGED", "REINSTATED", "UNARCHIVED" -> SENDABLE;
                case "DELETED" -> MISSING;
                case "PENDING", "REJECTED", "IN_APPEAL", "PENDING_DELETION", "LIMIT_EXCEEDED", "ARCHIVED" ->
                    NOT_APPROVED;
                case "PAUSED" -> PAUSED;
                case "DISABLED" -> DISABLED;
                default -> UNKNOWN;
            };
        }
    }

    /** The same with another status. */
    public TemplateState as(Status other) {
        return new TemplateState(other, word, category, quality, needs);
    }

    /** The state that goes with a status of the provider's. */
    public static TemplateState of(String word, String category, String quality, TemplateNeeds needs) {
        return new TemplateState(Status.of(word), word, category, quality, needs);
    }
}
