package dev.spillway.whatsapp.message;

import java.util.List;
import java.util.Map;

/** {@code sendButtons {text, header?, footer?, buttons: [{id, title}]}}: up to three buttons that answer. */
record ButtonsMessage(Frame frame, List<Choice> buttons) {
    private static final int BUTTONS_MAX = 3;
    private static final int ID_MAX = 256;
    private static final int TITLE_MAX = 20;

    /** What a button answers, and what stands on it. */
    record Choice(String id, String title) {}

    static Content read(Fields input) {
        return new ButtonsMessage(Frame.read(input), buttons(input)).content();
    }

    private static List<Choice> buttons(Fields input) {
        var unique = new Unique();
        return input.objects("buttons", 1, BUTTONS_MAX).stream()
                .map(button -> new Choice(unique.text(button, "id", ID_MAX), unique.text(button, "title", TITLE_MAX)))
                .toList();
    }

    private Content content() {
        var json = buttons.stream()
                .map(it -> Map.of("type", "reply", "reply", Map.of("id", it.id, "title", it.title)))
                .toList();
        return frame.with("button", Map.of("buttons", json));
    }
}
