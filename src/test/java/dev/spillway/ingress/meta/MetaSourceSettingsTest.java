package dev.spillway.ingress.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MetaSourceSettingsTest {
    @Test
    void takesListsPartedByCommas() {
        var settings = new MetaSourceSettings("meta", List.of("new, old,", "older"), "token");

        assertThat(settings.appSecrets()).containsExactly("new", "old", "older");
    }

    @Test
    void hidesItsSecrets() {
        var text = new MetaSourceSettings("meta", List.of("abc123"), "token77").toString();

        assertThat(text).contains("meta").doesNotContain("abc123").doesNotContain("token77");
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> new MetaSourceSettings("a/b", List.of("s"), "t"))
                .hasMessageContaining("was a/b");
        assertThatThrownBy(() -> new MetaSourceSettings("meta", List.of(" , "), "t"))
                .hasMessageContaining("appSecrets");
        assertThatThrownBy(() -> new MetaSourceSettings("meta", List.of("s"), " "))
                .hasMessageContaining("verifyToken");
    }
}
