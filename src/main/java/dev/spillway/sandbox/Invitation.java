package dev.spillway.sandbox;

import dev.spillway.sandbox.meta.PreparedMessage;
import java.io.IOException;
import java.time.Clock;

/** What to try while the sandbox stays up: three lines to paste into a shell. */
final class Invitation {
    private final Transcript transcript;
    private final Sandbox.Running running;

    Invitation(Transcript transcript, Sandbox.Running running) {
        this.transcript = transcript;
        this.running = running;
    }

    void print(Clock clock) throws IOException {
        var message = PreparedMessage.write(
                running.folder(), clock, running.simulators().settings().metaAccount());
        transcript.title("Try (Ctrl-C ends everything)");
        transcript.say("A signed message, its trace, the metrics:");
        transcript.say("");
        transcript.say("curl -i " + running.url()
                + "/webhooks/meta -H 'Content-Type: application/json' -H 'X-Hub-Signature-256: " + message.signature()
                + "' --data-binary @" + message.file());
        transcript.say("curl -s '" + running.managementUrl() + "/trace?message=" + message.wamid() + "'");
        transcript.say("curl -s " + running.managementUrl() + "/metrics");
        transcript.say("");
        transcript.say("In your own words: POST {\"text\": \"...\"} to "
                + running.simulators().url()
                + "/_sim/meta/send; what arrived: GET /_sim/meta/received, /_sim/erp/received, /_sim/crm/received.");
    }
}
