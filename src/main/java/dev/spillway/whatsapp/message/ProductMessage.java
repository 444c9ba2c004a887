package dev.spillway.whatsapp.message;

import java.util.Map;

/** {@code sendProduct {catalogId, productId, text?, footer?}}: one product of the catalog, by the retailer's own id. */
record ProductMessage(Frame frame, String catalogId, String productId) {
    static final int ID_MAX = 100;

    static Content read(Fields input) {
        return new ProductMessage(
                        Frame.optional(input), input.text("catalogId", ID_MAX), input.text("productId", ID_MAX))
                .content();
    }

    private Content content() {
        return frame.with("product", Map.of("catalog_id", catalogId, "product_retailer_id", productId));
    }
}
