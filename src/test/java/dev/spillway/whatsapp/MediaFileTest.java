package dev.spillway.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFileTest {
    private static Step begin(String type, String key, String mimeType, Map<String, Object> more) {
        var input = new LinkedHashMap<String, Object>(more);
        input.put("to", "525550104321");
        input.put("type", type);
        input.put("file", Map.of("key", key, "mimeType", mimeType));
        return Given.sender().begin(Given.operation("sendMedia", input));
    }

    @Test
    void aFileIsBroughtThereAndThenNamedByItsId() {
        var errand = (Step.Errand) begin("document", "f/1.pdf", "application/pdf", Map.of("filename", "factura.pdf"));
        assertThat(errand.name()).isEqualTo("uploadMedia");
        assertThat(errand.input())
                .isEqualTo(Map.of(
                        "sender", "lumbre", "key", "f/1.pdf", "mimeType", "application/pdf", "bytesMax", 104857600L));
        var call = (Step.Call) errand.then().apply(Outcome.done(Map.of("id", "77")));
        assertThat(Json.object(call.http().body()))
                .containsEntry("document", Map.of("id", "77", "filename", "factura.pdf"));
    }

    @Test
    void oneThatDoesNotGetThereEndsTheSend() {
        var errand = (Step.Errand) begin("image", "f/1.png", "image/png", Map.of());
        var away = Outcome.of(Outcome.Kind.UNAVAILABLE, "away");
        assertThat(errand.then().apply(away)).isEqualTo(new Step.Done(away));
    }

    @ParameterizedTest
    @CsvSource({
        "image,f/1.gif,image/gif,file.mimeType must be one of",
        "sticker,f/1.png,image/png,file.mimeType must be one of",
        "audio,f/1.pdf,application/pdf,file.mimeType must be one of",
        "document,f/1.pdf,pdf,file.mimeType must be one such as",
        "document,'',application/pdf,file.key is missing",
        "gif,f/1.gif,image/gif,type must be one of"
    })
    void refusesWhatIsWrongBeforeAnythingIsBroughtThere(String type, String key, String mimeType, String says) {
        var refused = ((Step.Done) begin(type, key, mimeType, Map.of())).outcome();
        assertThat(refused.kind()).isEqualTo(Outcome.Kind.INVALID);
        assertThat(refused.reason()).startsWith(says);
    }

    @Test
    void refusesALongCaptionBeforeAnythingIsBroughtThere() {
        var step = begin("image", "f/1.png", "image/png", Map.of("caption", "x".repeat(1025)));
        assertThat(((Step.Done) step).outcome().reason()).startsWith("caption has 1025");
    }
}
