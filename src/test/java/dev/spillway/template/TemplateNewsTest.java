package dev.spillway.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.event.Payload;
import dev.spillway.ingress.meta.MetaDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateNewsTest {
    @ParameterizedTest
    @CsvSource({
        "template_status_approved,promo_invierno,APPROVED,MARKETING,,false",
        "template_status_paused,promo_invierno,PAUSED,MARKETING,,false",
        "template_status_disabled,promo_invierno,DISABLED,MARKETING,,false",
        "template_status_rejected,promo_invierno,REJECTED,MARKETING,,false",
        "template_quality_update,promo_invierno,,,YELLOW,false",
        "template_category_update_impending,pedido_listo,,UTILITY,,false",
        "template_category_update_done,pedido_listo,,MARKETING,,false",
        "template_components_update,promo_invierno,,,,true"
    })
    void readsTheDocumentedWebhooks(
            String sample, String name, String status, String category, String quality, boolean changed)
            throws IOException {
        var news = TemplateNews.of(event(sample), Instant.EPOCH).orElseThrow();
        assertThat(news.account()).isEqualTo("104820561237744");
        assertThat(news.name()).isEqualTo(name);
        assertThat(news.language()).isEqualTo("es_MX");
        assertThat(news.at()).isAfter(Instant.EPOCH);
        assertThat(news.status()).isEqualTo(status == null ? "" : status);
        assertThat(news.category()).isEqualTo(category == null ? "" : category);
        assertThat(news.quality()).isEqualTo(quality == null ? "" : quality);
        assertThat(news.partsChanged()).isEqualTo(changed);
    }

    @Test
    void whatNamesNoTemplateIsNoNews() throws IOException {
        var event = event("template_status_paused");
        var nameless = new Event(
                event.id(),
                event.source(),
                event.kind(),
                event.type(),
                event.dedupeKey(),
                event.contactKey(),
                event.shard(),
                event.origin(),
                event.occurredAt(),
                Payload.of("{\"event\":\"PAUSED\"}"),
                Payload.EMPTY);
        assertThat(TemplateNews.of(nameless, Instant.EPOCH)).isEmpty();
    }

    static Event event(String sample) throws IOException {
        var body = Files.readAllBytes(Path.of("src/test/resources/whatsapp", sample + ".json"));
        return new MetaDecoder("meta", 4).decode(body).get(0);
    }
}
