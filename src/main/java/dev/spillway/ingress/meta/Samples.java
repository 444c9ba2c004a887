package dev.spillway.ingress.meta;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The two webhooks that make up most of a peak: a message, and the status of one of ours. Nobody has these numbers. */
final class Samples {
    private static final String START = """
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages","value":\
            {"messaging_product":"whatsapp","metadata":{"display_phone_number":"10000000000",\
            "phone_number_id":"100000000000002"},""";

    private static final String MESSAGE = START + """
            "contacts":[{"profile":{"name":"Zo\\u00e9"},"wa_id":"10000000001"}],"messages":[{"from":"10000000001",\
            "id":"wamid.HBgLMTAwMDAwMDAwMDEVAgASGBQzQTAwMDAwMDAwMDAwMDAwMDAwMAA=","timestamp":"1700000000","type":"text",\
            "text":{"body":"¿Dónde está mi pedido 10001? \\ud83d\\ude42"}}]}}]}]}""";

    private static final String STATUS = START + """
            "statuses":[{"id":"wamid.HBgLMTAwMDAwMDAwMDEVAgARGBI0MDAwMDAwMDAwMDAwMDAwMDAA","status":"delivered",\
            "timestamp":"1700000000","recipient_id":"10000000001","conversation":{"id":"c0ffee",\
            "origin":{"type":"utility"}},"pricing":{"billable":true,"pricing_model":"PMP","category":"utility"}}]}}]}]}""";

    private Samples() {}

    static Stream<byte[]> bodies() {
        return Stream.of(MESSAGE, STATUS).map(body -> body.getBytes(StandardCharsets.UTF_8));
    }
}
