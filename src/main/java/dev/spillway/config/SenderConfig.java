package dev.spillway.config;

import dev.spillway.limit.Even;
import dev.spillway.media.MediaNumber;
import dev.spillway.outbound.DestinationSettings;
import dev.spillway.template.Account;
import dev.spillway.whatsapp.SenderLimits;
import dev.spillway.whatsapp.SenderSettings;
import dev.spillway.yaml.Default;
import dev.spillway.yaml.Written;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A WhatsApp number and how it is treated as a destination; see {@link SenderSettings} for the other parts.
 *
 * @param kind how its provider is spoken to
 * @param tenant whose number it is: backends of that tenant are chosen for what comes to it; empty if there is but one
 * @param branch of the tenant; empty if there is but one
 * @param preferred whether it sends, of several numbers of one tenant and branch, where nobody names one
 * @param marks whether people see that what they wrote was read, and that somebody writes
 * @param businessAccountId whose templates it sends: Meta's id of the account the number belongs to; empty: nobody looks at them
 * @param accessToken a secret, by reference only
 * @param throughput messages that the number may send and get in any second, 0..1000000; 0: {@code destination.rate} says how many
 * @param pairInterval one message to one person in so long, and some on credit; see {@link SenderLimits}; PT0S: Meta's limit is not kept
 * @param portfolio whose tier it is; the same for all its numbers
 * @param tier different people in 24 h that the portfolio may write to first; 0: no limit
 * @param floorPercent of them that campaigns get at least while others want them, too, 0..50
 */
public record SenderConfig(
        @Default("cloud_api") Kind kind,
        String name,
        String phoneNumberId,
        @Default String tenant,
        @Default String branch,
        @Default("false") boolean preferred,
        @Default("none") Marks marks,
        @Default String businessAccountId,
        Written accessToken,
        URI apiUrl,
        String version,
        Duration timeout,
        @Default("0") int throughput,
        @Default("5") int floorPercent,
        @Default("PT6S") Duration pairInterval,
        @Default String portfolio,
        @Default("0") int tier,
        DestinationSettings destination) {
    /** How a provider is spoken to. */
    public enum Kind {
        /** Meta's own Cloud API. */
        CLOUD_API
    }

    /** What people see when a flow takes up what they wrote. */
    public enum Marks {
        /** Nothing. */
        NONE,
        /** That it was read. */
        READ,
        /** That it was read, and that somebody is writing, until the reply or for 25 s. */
        TYPING
    }

    public SenderConfig {
        Referred.check("accessToken", accessToken, "META_ACCESS_TOKEN");
        new SenderSettings(name, phoneNumberId, accessToken.value(), apiUrl, version, timeout);
        if (!businessAccountId.matches("\\d{0,32}")) {
            throw new IllegalArgumentException("businessAccountId must be digits, was " + businessAccountId);
        }
        new SenderLimits(pairInterval, portfolio, tier);
        if (throughput < 0) throw new IllegalArgumentException("throughput must be 0..1000000, was " + throughput);
        if (throughput > 0) new Even(name, throughput, floorPercent);
    }

    /** Where its templates are; empty if nobody looks at them. */
    public Optional<Account> account() {
        return businessAccountId.isEmpty()
                ? Optional.empty()
                : Optional.of(new Account(businessAccountId, accessToken.value(), apiUrl, version));
    }

    /** As room {@code media} wants it. */
    public MediaNumber mediaNumber() {
        return new MediaNumber(phoneNumberId, accessToken.value(), apiUrl, version);
    }

    /** What it may send to people. */
    public SenderLimits limits() {
        return new SenderLimits(pairInterval, portfolio, tier);
    }

    /** What its number takes in any second; null if that is not said. */
    public @Nullable Even even() {
        return throughput == 0 ? null : new Even("number:" + phoneNumberId, throughput, floorPercent);
    }

    /** As room {@code whatsapp} wants it. */
    public SenderSettings settings() {
        return new SenderSettings(name, phoneNumberId, accessToken.value(), apiUrl, version, timeout);
    }

    @Override
    public String toString() {
        return settings() + " " + destination;
    }
}
