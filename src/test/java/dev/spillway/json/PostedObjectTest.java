package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.Payload;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostedObjectTest {
    private static final String LONG = "5215550104321".repeat(16);

    private static PostedObject read(String body) {
        return PostedObject.read(Payload.of(body), Set.of("to", "about", "class"), "{\"to\": \"…\"}");
    }

    @Test
    void tellsWhatIsThereFromWhatIsNot() {
        var posted = read("{\"to\": \"MX.1\", \"about\": null}");

        assertThat(posted.text("to")).isEqualTo("MX.1");
        assertThat(posted.text("about")).isEmpty();
        assertThat(posted.text("class")).isEmpty();
        assertThat(posted.value("about")).isNull();
        assertThat(posted.has("about")).isTrue();
        assertThat(posted.has("class")).isFalse();
    }

    @Test
    void namesAFieldThatNobodyKnowsAndThoseThereAre() {
        assertThatThrownBy(() -> read("{\"from\": \"MX.1\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no field from; there are about, class, to");
        assertThatThrownBy(() -> read("{\"" + LONG + "\": 1}"))
                .hasMessage("there is no field " + LONG.substring(0, 200) + "…; there are about, class, to");
    }

    @Test
    void namesATextThatIsNoneOrTooLongAndDoesNotShowIt() {
        assertThatThrownBy(() -> read("{\"to\": [5215550104321]}").text("to"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("to must be a text of at most 200 characters");
        assertThatThrownBy(() -> read("{\"to\": \"" + LONG + "\"}").text("to"))
                .hasMessage("to must be a text of at most 200 characters");
    }

    @Test
    void saysWhatIsToBeDoneWhereATextIsMissing() {
        assertThatThrownBy(() -> read("{\"about\": \" \"}").needed("about", "say what it is about"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("about is missing: say what it is about");
    }

    @Test
    void showsAGoodOneToWhoPostsNoObject() {
        assertThatThrownBy(() -> read("[\"MX.1\"]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the body must be a JSON object, e.g. {\"to\": \"…\"}; it is JSON, but not an object");
    }
}
