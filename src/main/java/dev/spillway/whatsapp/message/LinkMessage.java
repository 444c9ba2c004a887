package dev.spillway.whatsapp.message;

import java.util.Map;

/**
 * {@code sendLink {text, header?, footer?, label, url}}: a button that opens a page.
 *
 * @param label what stands on the button
 */
record LinkMessage(Frame frame, String label, String url) {
    private static final int LABEL_MAX = 20;

    static Content read(Fields input) {
        return new LinkMessage(Frame.read(input), input.text("label", LABEL_MAX), input.url("url")).content();
    }

    private Content content() {
        var parameters = Map.of("display_text", label, "url", url);
        return frame.with("cta_url", Map.of("name", "cta_url", "parameters", parameters));
    }
}
