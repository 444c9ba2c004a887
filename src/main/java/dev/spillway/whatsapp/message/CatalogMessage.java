package dev.spillway.whatsapp.message;

import java.util.Map;
import java.util.Optional;

/**
 * {@code sendCatalog {text, footer?, productId?}}: the whole catalog.
 *
 * @param productId whose picture stands above it; Meta's choice if there is none
 */
record CatalogMessage(Frame frame, Optional<String> productId) {
    static Content read(Fields input) {
        return new CatalogMessage(Frame.headless(input), input.optionalText("productId", ProductMessage.ID_MAX))
                .content();
    }

    private Content content() {
        var parameters = productId.map(id -> Map.of("thumbnail_product_retailer_id", id));
        var action = Pairs.of("name", "catalog_message").and("parameters", parameters);
        return frame.with("catalog_message", action.map());
    }
}
