package dev.spillway.whatsapp.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sendProducts {catalogId, header: {text}, text, footer?, sections: [{title?, products: [id…]}]}}: up to 30 products in all. With
 * more than one section each needs a title.
 */
record ProductsMessage(Frame frame, String catalogId, List<Section> sections) {
    private static final int SECTIONS_MAX = 10;
    private static final int PRODUCTS_MAX = 30;
    private static final int TITLE_MAX = 24;

    record Section(Optional<String> title, List<String> products) {
        Map<String, Object> json() {
            var items = products.stream()
                    .map(id -> Map.of("product_retailer_id", id))
                    .toList();
            return Pairs.of("product_items", items).and("title", title).map();
        }
    }

    static Content read(Fields input) {
        input.object("header");
        var sections = input.objects("sections", 1, SECTIONS_MAX);
        var read = sections.stream()
                .map(section -> section(section, sections.size() > 1))
                .toList();
        var products = read.stream().mapToInt(it -> it.products.size()).sum();
        if (products > PRODUCTS_MAX) {
            throw input.wrong(
                    "sections", "have " + products + " products, at most " + PRODUCTS_MAX + " are allowed in all");
        }
        var frame = Frame.withTextHeader(input, Frame.BODY_MAX);
        return new ProductsMessage(frame, input.text("catalogId", ProductMessage.ID_MAX), read).content();
    }

    private static Section section(Fields section, boolean titled) {
        var title = section.optionalText("title", TITLE_MAX);
        if (titled && title.isEmpty()) throw section.wrong("title", "is missing: there is more than one section");
        return new Section(title, section.texts("products", 1, PRODUCTS_MAX, ProductMessage.ID_MAX));
    }

    private Content content() {
        var json = sections.stream().map(Section::json).toList();
        return frame.with("product_list", Map.of("catalog_id", catalogId, "sections", json));
    }
}
