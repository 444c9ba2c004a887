package dev.spillway.whatsapp.message;

/** {@code sendText {text, previewUrl?}}. */
record TextMessage(String text, boolean previewUrl) implements Content {
    private static final int TEXT_MAX = 4096;

    static TextMessage read(Fields input) {
        return new TextMessage(input.text("text", TEXT_MAX), input.flag("previewUrl"));
    }

    @Override
    public String type() {
        return "text";
    }

    @Override
    public Object json() {
        var text = Pairs.of("body", this.text);
        if (previewUrl) text.and("preview_url", true);
        return text.map();
    }
}
