package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "send_document_id",
                "send_document_link",
                "send_image",
                "send_interactive_buttons",
                "send_interactive_cta_url",
                "send_interactive_flow",
                "send_interactive_list",
                "send_interactive_order_details_br",
                "send_interactive_order_status_br",
                "send_interactive_product",
                "send_interactive_product_list",
                "send_reaction",
                "send_reaction_remove",
                "send_template_named",
                "send_template_positional",
                "send_text",
                "send_text_reply_to_bsuid"
            })
    void takesTheSampleOfEachKind(String sample) throws IOException {
        assertThat(MessageRules.breach(Samples.read(sample))).isEmpty();
    }

    /** A sample, where in it a text of how many characters goes, and the error; 0 = none. */
    @ParameterizedTest
    @CsvSource({
        "send_text, /text/body, 4096, 0",
        "send_text, /text/body, 4097, 100",
        "send_text, /biz_opaque_callback_data, 512, 0",
        "send_text, /biz_opaque_callback_data, 513, 100",
        "send_image, /image/caption, 1024, 0",
        "send_image, /image/caption, 1025, 100",
        "send_document_link, /document/caption, 1025, 100",
        "send_interactive_buttons, /interactive/body/text, 1024, 0",
        "send_interactive_buttons, /interactive/body/text, 1025, 100",
        "send_interactive_buttons, /interactive/header/text, 60, 0",
        "send_interactive_buttons, /interactive/header/text, 61, 100",
        "send_interactive_buttons, /interactive/footer/text, 60, 0",
        "send_interactive_buttons, /interactive/footer/text, 61, 100",
        "send_interactive_buttons, /interactive/action/buttons/0/reply/title, 20, 0",
        "send_interactive_buttons, /interactive/action/buttons/0/reply/title, 21, 131009",
        "send_interactive_buttons, /interactive/action/buttons/0/reply/id, 256, 0",
        "send_interactive_buttons, /interactive/action/buttons/0/reply/id, 257, 131009",
        "send_interactive_list, /interactive/body/text, 4096, 0",
        "send_interactive_list, /interactive/body/text, 4097, 100",
        "send_interactive_list, /interactive/header/text, 61, 100",
        "send_interactive_list, /interactive/action/button, 20, 0",
        "send_interactive_list, /interactive/action/button, 21, 131009",
        "send_interactive_list, /interactive/action/sections/0/title, 24, 0",
        "send_interactive_list, /interactive/action/sections/0/title, 25, 131009",
        "send_interactive_list, /interactive/action/sections/0/rows/0/id, 200, 0",
        "send_interactive_list, /interactive/action/sections/0/rows/0/id, 201, 131009",
        "send_interactive_list, /interactive/action/sections/0/rows/0/title, 24, 0",
        "send_interactive_list, /interactive/action/sections/0/rows/0/title, 25, 131009",
        "send_interactive_list, /interactive/action/sections/0/rows/0/description, 72, 0",
        "send_interactive_list, /interactive/action/sections/0/rows/0/description, 73, 131009",
        "send_interactive_cta_url, /interactive/action/parameters/display_text, 20, 0",
        "send_interactive_cta_url, /interactive/action/parameters/display_text, 21, 131009",
        "send_interactive_cta_url, /interactive/body/text, 1025, 100",
        "send_interactive_product_list, /interactive/header/text, 61, 100",
        "send_interactive_order_details_br, /interactive/action/parameters/reference_id, 60, 0",
        "send_interactive_order_details_br, /interactive/action/parameters/reference_id, 61, 131009",
        "send_interactive_order_status_br, /interactive/action/parameters/reference_id, 61, 131009",
    })
    void boundsTexts(String sample, String path, int length, int code) throws IOException {
        var body = Samples.read(sample);
        put(body, path, Json.MAPPER.getNodeFactory().textNode("x".repeat(length)));
        assertThat(code(body)).isEqualTo(code);
    }

    /** A sample, where in it what is put, and the error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "send_text | /text/colour | 'red' | 100",
                "send_text | /colour | 'red' | 100",
                "send_text | /recipient_type | 'crowd' | 131009",
                "send_text | /context | {} | 131008",
                "send_text | /text/body | 5 | 131009",
                "send_image | /image/link | 'https://a.example/b.png' | 100",
                "send_image | /image/filename | 'a.png' | 100",
                "send_image | /image/id | 'x' | 131009",
                "send_document_link | /document/link | 'file:///etc/passwd' | 131009",
                "send_document_link | /document/link | 'no url' | 131009",
                "send_document_link | /document | {'filename':'a.pdf'} | 131008",
                "send_reaction | /reaction/message_id | '' | 131009",
                "send_reaction | /reaction | {'message_id':'wamid.x'} | 131008",
                "send_interactive_buttons | /interactive/type | 'fax' | 131009",
                "send_interactive_buttons | /interactive/body | {} | 131008",
                "send_interactive_buttons | /interactive/action/buttons | [] | 131009",
                "send_interactive_buttons | /interactive/action/buttons/1/reply/id | 'confirm:PED-77120' | 131009",
                "send_interactive_buttons | /interactive/header | {'type':'image'} | 131008",
                "send_interactive_buttons | /interactive/header | {'type':'image','image':{'id':'9'}} | 0",
                "send_interactive_list | /interactive/header | {'type':'image','image':{'id':'9'}} | 131009",
                "send_interactive_list | /interactive/action/sections | [] | 131009",
                "send_interactive_list | /interactive/action/sections/0/rows/1/id | 'slot:2026-11-23T10' | 131009",
                "send_interactive_cta_url | /interactive/action/parameters/url | 'lumbre' | 131009",
                "send_interactive_flow | /interactive/action/parameters/flow_message_version | '2' | 131009",
                "send_interactive_flow | /interactive/action/parameters/flow_name | 'both' | 131008",
                "send_interactive_flow | /interactive/action/parameters/flow_action | 'jump' | 131009",
                "send_interactive_product | /interactive/header | {'type':'text','text':'x'} | 131009",
                "send_interactive_product_list | /interactive/action/catalog_id | '' | 131009",
                "send_interactive_order_details_br | /interactive/action/parameters/currency | 'USD' | 131009",
                "send_interactive_order_details_br | /interactive/action/parameters/payment_type | 'upi' | 131009",
                "send_interactive_order_details_br | /interactive/action/parameters/total_amount/value | 49999 | 131009",
                "send_interactive_order_details_br | /interactive/action/parameters/total_amount/value | 500.5 | 131009",
                "send_interactive_order_details_br | /interactive/action/parameters/total_amount/offset | 10 | 131009",
                "send_interactive_order_details_br | /interactive/action/parameters/order/subtotal/value | 1 | 131009",
                "send_interactive_order_details_br | /interactive/action/parameters/reference_id | 'a b' | 131009",
                "send_interactive_order_status_br | /interactive/action/parameters/order/status | 'lost' | 131009",
                "send_template_named | /template/components/0/type | 'tail' | 131009",
                "send_template_positional | /template/components/2 | {'type':'button'} | 131008",
            })
    void refusesWhatIsNotDocumented(String sample, String path, String value, int code) throws IOException {
        var body = Samples.read(sample);
        put(body, path, Json.MAPPER.readTree(value.replace('\'', '"')));
        assertThat(code(body)).isEqualTo(code);
    }

    @Test
    void boundsWhatAListHolds() throws IOException {
        var body = Samples.read("send_interactive_list");
        var sections = (ArrayNode) body.at("/interactive/action/sections");
        fill(sections, 10, 1);
        assertThat(code(body)).isZero();
        fill(sections, 11, 1);
        assertThat(code(body)).isEqualTo(131009);
        fill(sections, 2, 6);
        assertThat(code(body)).isEqualTo(131009);
    }

    private static void fill(ArrayNode sections, int count, int rows) {
        sections.removeAll();
        for (var section = 0; section < count; section++) {
            var filled = sections.addObject().put("title", "S" + section).putArray("rows");
            for (var row = 0; row < rows; row++) {
                filled.addObject().put("id", section + "." + row).put("title", "R");
            }
        }
    }

    @Test
    void boundsHowManyButtonsThereAre() throws IOException {
        var body = Samples.read("send_interactive_buttons");
        var buttons = (ArrayNode) body.at("/interactive/action/buttons");
        addButton(buttons, "third");
        assertThat(code(body)).isZero();
        addButton(buttons, "fourth");
        assertThat(code(body)).isEqualTo(131009);
    }

    private static void addButton(ArrayNode buttons, String name) {
        buttons.addObject()
                .put("type", "reply")
                .putObject("reply")
                .put("id", name)
                .put("title", name);
    }

    @Test
    void boundsHowManyProductsThereAre() throws IOException {
        var body = Samples.read("send_interactive_product_list");
        var items = (ArrayNode) body.at("/interactive/action/sections/0/product_items");
        while (items.size() < 30) items.addObject().put("product_retailer_id", "SKU-" + items.size());
        assertThat(code(body)).isZero();
        items.addObject().put("product_retailer_id", "SKU-31");
        assertThat(code(body)).isEqualTo(131009);
    }

    @ParameterizedTest
    @CsvSource({"audio", "sticker"})
    void takesNoCaptionWhereThereIsNone(String type) {
        var body = Json.object()
                .put("messaging_product", "whatsapp")
                .put("to", "+525550104321")
                .put("type", type);
        body.putObject(type).put("id", "12");
        assertThat(code(body)).isZero();
        body.withObject("/" + type).put("caption", "x");
        assertThat(code(body)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"19.43,-99.13,0", "91,0,131009", "0,-181,131009", "north,0,131009"})
    void takesPlacesOnEarth(String latitude, String longitude, int code) {
        var body = Json.object()
                .put("messaging_product", "whatsapp")
                .put("to", "+525550104321")
                .put("type", "location");
        body.putObject("location").put("latitude", latitude).put("longitude", longitude);
        assertThat(code(body)).isEqualTo(code);
    }

    @Test
    void wantsContactsToHaveNames() throws IOException {
        var body = Json.object()
                .put("messaging_product", "whatsapp")
                .put("to", "+525550104321")
                .put("type", "contacts");
        var name = body.putArray("contacts").addObject().putObject("name").put("formatted_name", "Ana Ruiz");
        assertThat(code(body)).isEqualTo(131009);
        name.put("first_name", "Ana");
        assertThat(code(body)).isZero();
    }

    @Test
    void namesTheParameterThatIsWrong() throws IOException {
        var body = Samples.read("send_interactive_buttons");
        put(body, "/interactive/action/buttons/0/reply/title", Json.MAPPER.readTree("\"" + "x".repeat(21) + "\""));
        assertThat(MessageRules.breach(body).orElseThrow().details())
                .isEqualTo("Parameter interactive['action']['buttons'][0]['reply']['title'] length invalid."
                        + " Min length: 1, Max length: 20");
    }

    private static int code(ObjectNode body) {
        Optional<MetaError> breach = MessageRules.breach(body);
        return breach.map(MetaError::code).orElse(0);
    }

    private static void put(ObjectNode body, String path, JsonNode value) {
        var pointer = JsonPointer.compile(path);
        var parent = body.at(pointer.head());
        var last = pointer.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }
}
