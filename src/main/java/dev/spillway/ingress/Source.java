package dev.spillway.ingress;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks come from. Usable from any thread, as its verifier and its decoder are.
 *
 * @param name the last part of its path, {@code /webhooks/<name>}; also tags its metrics and its events
 * @param verifier tells its webhooks from others
 * @param decoder takes its webhooks apart
 * @param handshake answers its GET; null if it knows none
 * @param samples such as it sends, rightly signed; may be empty
 */
public record Source(
        String name,
        Verifier verifier,
        WebhookDecoder decoder,
        @Nullable Handshake handshake,
        List<SampleWebhook> samples) {}
