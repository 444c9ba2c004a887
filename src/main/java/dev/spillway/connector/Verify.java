package dev.spillway.connector;

import dev.spillway.yaml.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a backend's webhooks prove whose they are, as written. */
sealed interface Verify {
    /** The secrets, any of which is good: {@code {a parameter}} each. One that is empty counts as not given. */
    List<String> secrets();

    /**
     * A signature (RFC 2104) in a header.
     *
     * @param secrets one, or while it is being changed both: {@code {a parameter}} each
     * @param header carries the signature
     * @param separator between several values in it; empty if there is one
     * @param prefix before the signature, e.g. {@code sha256=}; values without it are passed by
     * @param signed what is signed: {@code {body}} and, as the backend has it, {@code {timestamp} {method} {path} {header.NAME}},
     *     parameters and any text; {@code {path}} is path and query as they came
     * @param timestamp when it was sent; null if it does not say so
     */
    record Hmac(
            List<String> secrets,
            String header,
            @Default("sha256") Auth.Hash algorithm,
            @Default("hex") Signature.Form form,
            @Default String separator,
            @Default String prefix,
            @Default("{body}") String signed,
            @Nullable TimestampFile timestamp)
            implements Verify {}

    /**
     * Standard Webhooks: {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}.
     *
     * @param secrets base64, usually behind {@code whsec_}: {@code {a parameter}} each
     * @param tolerance how far from our clock it may have been sent, PT1S..P1D; may be a parameter
     */
    record StandardWebhooks(
            List<String> secrets, @Default("PT5M") String tolerance) implements Verify {}

    /**
     * A secret that comes along in a header.
     *
     * @param secrets one, or while it is being changed both: {@code {a parameter}} each
     * @param prefix before it, e.g. {@code "Bearer "}
     */
    record Token(
            List<String> secrets, String header, @Default String prefix) implements Verify {}

    /**
     * A secret that comes along in the address, where a backend can do nothing else: others may log addresses.
     *
     * @param secrets one, or while it is being changed both: {@code {a parameter}} each
     * @param name of the query's parameter
     */
    record Query(List<String> secrets, String name) implements Verify {}

    /**
     * {@code Authorization: Basic …}.
     *
     * @param secrets passwords: one, or while it is being changed both: {@code {a parameter}} each
     */
    record Basic(String user, List<String> secrets) implements Verify {}

    /**
     * When a webhook was sent; it must be signed, too.
     *
     * @param header that says so; the one of the signature if it is missing
     * @param separator between several values in it; empty if there is one
     * @param prefix before the time, e.g. {@code t=}
     * @param unit how it is written
     * @param tolerance how far from our clock it may be, PT1S..P1D: what is played again later is refused; may be a parameter
     */
    record TimestampFile(
            @Nullable String header,
            @Default String separator,
            @Default String prefix,
            @Default("seconds") SendingTime.Unit unit,
            @Default("PT5M") String tolerance) {}
}
