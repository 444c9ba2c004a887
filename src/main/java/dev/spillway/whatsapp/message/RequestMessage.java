package dev.spillway.whatsapp.message;

import java.util.Map;

/** {@code requestLocation {text}} and {@code requestContactInfo {text}}: a button by which people send what is asked for. */
final class RequestMessage {
    private RequestMessage() {}

    static Content location(Fields input) {
        return Frame.headless(input).with("location_request_message", Map.of("name", "send_location"));
    }

    static Content contactInfo(Fields input) {
        return Frame.headless(input).with("request_contact_info", Map.of("name", "request_contact_info"));
    }
}
