package dev.spillway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/** An event that a sample must be decoded to, as {@code expected.tsv} lists it. */
record Sample(String file, String kind, String type, String dedupeKey, String contactKey) {
    private static final String BEFORE = "{\"object\":\"whatsapp_business_account\",\"entry\":[";

    static List<Sample> expected() {
        return new String(Webhook.sample("expected.tsv").body(), UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(part -> new Sample(part[0] + ".json", part[1], part[2], part[3], part[4]))
                .toList();
    }

    static List<Webhook> webhooks() {
        return expected().stream()
                .map(Sample::file)
                .distinct()
                .map(Webhook::sample)
                .toList();
    }

    /** One webhook with the entries of all: as text, so that every element keeps its bytes. */
    static Webhook merged(List<Webhook> webhooks) {
        return Webhook.of(webhooks.stream().map(Sample::entries).collect(Collectors.joining(",", BEFORE, "]}")));
    }

    private static String entries(Webhook webhook) {
        var text = new String(webhook.body(), UTF_8);
        return text.substring(text.indexOf('[') + 1, text.lastIndexOf(']'));
    }

    /** What a repeat shares: a person who is known by another id lives elsewhere, and two samples show one message so. */
    String identity() {
        return contactKey + " " + dedupeKey;
    }

    String eventId() {
        return Webhook.eventId(dedupeKey);
    }
}
