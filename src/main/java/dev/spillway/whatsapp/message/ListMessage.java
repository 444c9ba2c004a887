package dev.spillway.whatsapp.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sendList {text, header?: {text}, footer?, button, sections: [{title?, rows: [{id, title, description?}]}]}}: up to ten rows in
 * all. With more than one section each needs a title.
 *
 * @param button what opens the list
 */
record ListMessage(Frame frame, String button, List<Section> sections) {
    /** Older documentation says 1024. */
    private static final int BODY_MAX = 4096;

    private static final int BUTTON_MAX = 20;
    private static final int SECTIONS_MAX = 10;
    private static final int ROWS_MAX = 10;
    private static final int ID_MAX = 200;
    private static final int TITLE_MAX = 24;
    private static final int DESCRIPTION_MAX = 72;

    record Section(Optional<String> title, List<Row> rows) {
        Map<String, Object> json() {
            return Pairs.of("rows", rows.stream().map(Row::json).toList())
                    .and("title", title)
                    .map();
        }
    }

    record Row(String id, String title, Optional<String> description) {
        Map<String, Object> json() {
            return Pairs.of("id", id)
                    .and("title", title)
                    .and("description", description)
                    .map();
        }
    }

    static Content read(Fields input) {
        var sections = input.objects("sections", 1, SECTIONS_MAX);
        var unique = new Unique();
        var read = sections.stream()
                .map(section -> section(section, sections.size() > 1, unique))
                .toList();
        var rows = read.stream().mapToInt(section -> section.rows.size()).sum();
        if (rows > ROWS_MAX) {
            throw input.wrong("sections", "have " + rows + " rows, at most " + ROWS_MAX + " are allowed in all");
        }
        var frame = Frame.withTextHeader(input, BODY_MAX);
        return new ListMessage(frame, input.text("button", BUTTON_MAX), read).content();
    }

    private static Section section(Fields section, boolean titled, Unique unique) {
        var title = section.optionalText("title", TITLE_MAX);
        if (titled && title.isEmpty()) throw section.wrong("title", "is missing: there is more than one section");
        var rows = section.objects("rows", 1, ROWS_MAX).stream()
                .map(row -> row(row, unique))
                .toList();
        return new Section(title, rows);
    }

    private static Row row(Fields row, Unique unique) {
        return new Row(
                unique.text(row, "id", ID_MAX),
                row.text("title", TITLE_MAX),
                row.optionalText("description", DESCRIPTION_MAX));
    }

    private Content content() {
        var json = sections.stream().map(Section::json).toList();
        return frame.with("list", Map.of("button", button, "sections", json));
    }
}
