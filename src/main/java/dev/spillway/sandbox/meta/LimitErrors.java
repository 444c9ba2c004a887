package dev.spillway.sandbox.meta;

import java.util.stream.Stream;

/** Errors of those who send too much, too late, or to somebody who does not want it. */
final class LimitErrors {
    private LimitErrors() {}

    static MetaError throughput() {
        return MetaError.of(
                130429,
                "Rate limit hit",
                "Message failed to send because there were too many messages sent from this phone number in a short period of time");
    }

    static MetaError pairLimit() {
        return MetaError.of(
                MetaError.PAIR_LIMIT,
                "(Business Account, Consumer Account) pair rate limit hit",
                "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time");
    }

    static MetaError maintenance() {
        return MetaError.of(
                500,
                131057,
                "Account in maintenance mode",
                "Business Account is in maintenance mode: throughput is upgraded");
    }

    static MetaError toItself() {
        return MetaError.of(131021, "Recipient cannot be sender", "A number cannot send messages to itself");
    }

    static MetaError windowClosed() {
        return MetaError.of(
                131047,
                "Re-engagement message",
                "Message failed to send because more than 24 hours have passed since the customer last replied to this number.");
    }

    static MetaError undeliverable() {
        return MetaError.of(131026, "Message undeliverable", "Message Undeliverable.");
    }

    static MetaError optedOut() {
        return MetaError.of(
                131050,
                "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business",
                "Recipient opted out of marketing messages.");
    }

    static MetaError marketingLimit() {
        return MetaError.of(
                131049,
                "This message was not delivered to maintain healthy ecosystem engagement.",
                "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.");
    }

    static MetaError experiment() {
        return MetaError.of(
                130472,
                "User's number is part of an experiment",
                "Failed to send because of an experiment on marketing.");
    }

    static MetaError tier(int code) {
        return MetaError.of(
                code,
                "Spam rate limit hit",
                "Message failed to send because the portfolio has reached its limit of people in 24 hours.");
    }

    /** An error of any code, for statuses; those documented for statuses have their texts. */
    static MetaError byCode(int code) {
        return Stream.of(undeliverable(), windowClosed(), marketingLimit(), optedOut(), experiment())
                .filter(error -> error.code() == code)
                .findFirst()
                .orElseGet(() -> MetaError.of(code, "Message failed to send", "Simulated failure"));
    }
}
