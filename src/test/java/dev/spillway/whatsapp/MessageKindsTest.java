package dev.spillway.whatsapp;

import static dev.spillway.whatsapp.Given.operation;
import static dev.spillway.whatsapp.Given.sample;
import static dev.spillway.whatsapp.Given.sender;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of message: its body is the sample's, and each of its limits is kept to the character. */
class MessageKindsTest {
    /** What is asked for, and the sample that must come of it. */
    record Send(String sample, String operation, String callback, Map<String, Object> input) {
        @Override
        public String toString() {
            return sample;
        }
    }

    static List<Send> sends() throws IOException {
        var file = Path.of("src/test/resources/whatsapp/sends.yaml").toFile();
        var written = new YAMLMapper().readValue(file, new TypeReference<List<Map<String, Object>>>() {});
        return written.stream()
                .map(it -> new Send(
                        String.valueOf(it.get("sample")),
                        String.valueOf(it.get("operation")),
                        String.valueOf(it.getOrDefault("callback", "")),
                        Json.asObject(it.get("input"))))
                .toList();
    }

    private static Send send(String sample) throws IOException {
        return sends().stream()
                .filter(it -> it.sample.equals(sample))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("sends")
    void postsTheDocumentedBody(Send send) {
        var step = sender().begin(operation(send.operation, send.input, send.callback));
        assertThat(step).isInstanceOf(Step.Call.class);
        var body = Json.object(((Step.Call) step).http().body());
        assertThat(decimals(body)).isEqualTo(decimals(Json.object(sample(send.sample))));
    }

    /** 19.4326 is the same whether it was read as a double or as a decimal. */
    private static Object decimals(Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<Object, Object>();
            map.forEach((key, each) -> copy.put(key, decimals(each)));
            return copy;
        }
        if (value instanceof List<?> list)
            return list.stream().map(MessageKindsTest::decimals).toList();
        return value instanceof Number number ? new BigDecimal(number.toString()) : value;
    }

    @Test
    void theTableHoldsEverySampleAndEveryOperation() throws IOException {
        var samples = sends().stream().map(Send::sample).collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = java.nio.file.Files.list(Path.of("src/test/resources/whatsapp"))) {
            var there = files.map(it -> it.getFileName().toString())
                    .filter(name -> name.startsWith("send_"))
                    .map(name -> name.replace(".json", ""))
                    .toList();
            assertThat(samples).containsExactlyInAnyOrderElementsOf(there);
        }
        var operations = sends().stream().map(Send::operation).collect(Collectors.toSet());
        operations.add(CloudApi.THROUGHPUT); // asks, and sends nothing
        assertThat(operations).containsExactlyInAnyOrderElementsOf(sender().operations());
    }

    /** Columns: sample whose input is taken, field that is made longer, how long it may be. */
    @ParameterizedTest
    @CsvSource({
        "send_text,text,4096",
        "send_text_reply_to_bsuid,replyTo,512",
        "send_template_positional,components[1].parameters[0].text,1024",
        "send_template_positional,components[3].parameters[0].payload,256",
        "send_image,caption,1024",
        "send_document_link,filename,240",
        "send_reaction,messageId,512",
        "send_mark_read_typing,messageId,512",
        "send_interactive_buttons,header.text,60",
        "send_interactive_buttons,text,1024",
        "send_interactive_buttons,footer,60",
        "send_interactive_buttons,buttons[1].title,20",
        "send_interactive_buttons,buttons[0].id,256",
        "send_interactive_list,header.text,60",
        "send_interactive_list,text,4096",
        "send_interactive_list,button,20",
        "send_interactive_list,sections[0].title,24",
        "send_interactive_list,sections[0].rows[1].title,24",
        "send_interactive_list,sections[0].rows[0].id,200",
        "send_interactive_list,sections[0].rows[0].description,72",
        "send_interactive_cta_url,text,1024",
        "send_interactive_cta_url,label,20",
        "send_interactive_flow,text,1024",
        "send_interactive_flow,label,20",
        "send_interactive_product,text,1024",
        "send_interactive_product_list,header.text,60",
        "send_interactive_product_list,text,1024",
        "send_interactive_product_list,sections[0].title,24",
        "send_interactive_catalog,text,1024",
        "send_interactive_catalog,footer,60",
        "send_interactive_location_request,text,1024",
        "send_interactive_order_details_br,referenceId,60",
        "send_interactive_order_details_br,order.items[0].name,60",
        "send_interactive_order_status_br,referenceId,60"
    })
    void takesATextOfTheLimitAndRefusesOneMore(String sample, String field, int max) throws IOException {
        var send = send(sample);
        assertThat(begin(send, with(send.input, field, "q".repeat(max)))).isInstanceOf(Step.Call.class);
        var refusal = refusal(send, with(send.input, field, "q".repeat(max + 1)));
        assertThat(refusal).contains(field + " has ").contains("" + max).doesNotContain("qqq");
    }

    /** Columns: sample whose input is taken, list that is made longer by copies of its first entry, how long it may be. */
    @ParameterizedTest
    @CsvSource({
        "send_interactive_buttons,buttons,3,buttons",
        "send_interactive_list,sections,10,sections",
        "send_interactive_list,sections[0].rows,10,rows",
        "send_interactive_product_list,sections,10,sections",
        "send_interactive_product_list,sections[0].products,30,products",
        "send_contacts,contacts,257,contacts",
        "send_interactive_order_details_br,payments,4,payments"
    })
    void takesAsManyEntriesAsAllowedAndRefusesOneMore(String sample, String list, int max, String named)
            throws IOException {
        var send = send(sample);
        assertThat(begin(send, with(send.input, list, entries(send.input, list, max))))
                .isInstanceOf(Step.Call.class);
        var refusal = refusal(send, with(send.input, list, entries(send.input, list, max + 1)));
        assertThat(refusal).contains(named).contains("" + max).contains("" + (max + 1));
    }

    /** Ids and titles get a number, since some must not stand twice. */
    private static List<Object> entries(Map<String, Object> input, String list, int count) {
        var first = ((List<?>) at(input, list)).get(0);
        var entries = new ArrayList<>();
        for (var i = 0; i < count; i++) entries.add(numbered(first, i));
        return entries;
    }

    private static Object numbered(Object entry, int number) {
        if (entry instanceof List<?> list)
            return list.stream().map(it -> numbered(it, number)).limit(1).toList();
        if (!(entry instanceof Map<?, ?> map)) return entry;
        var copy = new LinkedHashMap<Object, Object>(map);
        copy.computeIfPresent("id", (key, id) -> id + "-" + number);
        copy.computeIfPresent("title", (key, title) -> "t" + number);
        copy.computeIfPresent("rows", (key, rows) -> numbered(rows, number));
        copy.computeIfPresent("products", (key, products) -> numbered(products, number));
        return copy;
    }

    @Test
    void countsRowsAndProductsOfAllSectionsTogether() throws IOException {
        var send = send("send_interactive_list");
        var twelve = entries(send.input, "sections[0].rows", 12);
        var sections = List.of(
                Map.of("title", "a", "rows", twelve.subList(0, 6)),
                Map.of("title", "b", "rows", twelve.subList(6, 12)));
        assertThat(refusal(send, with(send.input, "sections", sections)))
                .contains("12 rows")
                .contains("10");
    }

    /** Columns: sample, field, what is written there (YAML; empty: it is left out), what the refusal begins with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_image                | type     | gif            | type must be one of",
                "send_image                | link     | 'https://a.b/c'| id or link is needed, and only one",
                "send_image                | id       | ''             | id or link is needed",
                "send_image                | filename | a.png          | filename goes with a document only",
                "send_image                | type     | sticker        | caption does not go with sticker",
                "send_image                | type     | audio          | caption does not go with audio",
                "send_image                | voice    | true           | voice goes with audio only",
                "send_document_link        | link     | 'ftp://a.b/c'  | link must be an http",
                "send_document_link        | link     | 'a b'          | link must be an http",
                "send_location             | latitude | 91             | latitude must be a number of -90..90",
                "send_location             | longitude| north          | longitude must be a number",
                "send_contacts             | contacts[0].name.formatted_name | '' | contacts[0].name.formatted_name is missing",
                "send_contacts             | contacts[0].name.first_name | '' | contacts[0].name.first_name or another part",
                "send_reaction             | emoji    | ''             | emoji is missing",
                "send_interactive_buttons  | buttons[1].title | Confirmar | buttons[1].title stands twice",
                "send_interactive_buttons  | buttons[1].id | 'confirm:PED-77120' | buttons[1].id stands twice",
                "send_interactive_buttons  | buttons  | []             | buttons has 0 entries, at least 1",
                "send_interactive_buttons  | buttons  | ''             | buttons is missing",
                "send_interactive_buttons  | buttons  | [a]            | buttons must be a list of objects",
                "send_interactive_buttons  | header   | {image: {}}    | header.image.id or link is needed",
                "send_interactive_list     | header   | {image: {id: '1'}} | header.text is missing",
                "send_interactive_list     | sections | [{rows: [{id: a, title: a}]}, {rows: [{id: b, title: b}]}] | sections[0].title is missing",
                "send_interactive_list     | sections[0].rows[1].id | 'slot:2026-11-23T10' | sections[0].rows[1].id stands twice",
                "send_interactive_cta_url  | url      | lumbre         | url must be an http",
                "send_interactive_flow     | flowName | a              | flowId or flowName is needed, and only one",
                "send_interactive_flow     | screen   | ''             | screen is missing",
                "send_interactive_flow     | data     | {}             | data must not be empty",
                "send_interactive_flow     | action   | data_exchange  | screen goes with action navigate only",
                "send_interactive_product_list | header | ''           | header is missing",
                "send_interactive_order_details_br | payments[0].keyType | RFC | payments[0].keyType must be one of",
                "send_interactive_order_details_br | goods | services   | goods must be one of",
                "send_interactive_order_details_br | order.items[0].amount | 450.5 | order.items[0].amount must be a whole number",
                "send_interactive_order_details_br | order.items[0].quantity | 0 | order.items[0].quantity must be a number of 1..999",
                "send_interactive_order_details_br | order.discount | 50000 | order.discount leaves nothing to pay",
                "send_interactive_order_status_br  | status | lost       | status must be one of",
                "send_template_positional  | components[1].parameters[2].currency.code | pesos | components[1].parameters[2].currency.code must be a currency",
                "send_template_positional  | components[2].index | '10'  | components[2].index must be a number of 0..9",
                "send_template_positional  | components[0].type | head   | components[0].type must be one of",
                "send_template_positional  | components[0].parameters[0].document | '' | components[0].parameters[0].document is missing",
                "send_mark_read_typing     | messageId | ''            | messageId is missing"
            })
    void refusesWhatMetaWouldRefuseNamingTheField(String sample, String field, String yaml, String begins)
            throws IOException {
        var send = send(sample);
        var value = yaml.isEmpty() ? null : new YAMLMapper().readValue(yaml, Object.class);
        assertThat(refusal(send, with(send.input, field, value))).startsWith(begins);
    }

    @Test
    void addsUpWhatAnOrderCosts() throws IOException {
        var send = send("send_interactive_order_details_br");
        var two = with(with(send.input, "order.items[0].quantity", 2), "order.discount", 1000);
        var cheaper = with(two, "order.items[0].saleAmount", 40000);
        var call = (Step.Call) begin(send, cheaper);
        var parameters = at(Json.object(call.http().body()), "interactive.action.parameters");
        assertThat(at(parameters, "order.subtotal.value")).isEqualTo(80000);
        assertThat(at(parameters, "order.discount.value")).isEqualTo(1000);
        assertThat(at(parameters, "total_amount.value")).isEqualTo(84000);
    }

    @Test
    void aMarkHasNoRecipientAndIsNoWrite() throws IOException {
        var call = (Step.Call) begin(send("send_mark_read_typing"), send("send_mark_read_typing").input);
        assertThat(call.http().write()).isFalse();
        var done = call.then().apply(Given.reply(200, dev.spillway.event.Payload.of("{\"success\":true}")));
        assertThat(((Step.Done) done).outcome().kind()).isEqualTo(Outcome.Kind.DONE);
    }

    private static Step begin(Send send, Map<String, Object> input) {
        return sender().begin(new Operation(
                send.operation, input, operation("x", Map.of()).context()));
    }

    private static String refusal(Send send, Map<String, Object> input) {
        var outcome = ((Step.Done) begin(send, input)).outcome();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.INVALID);
        return outcome.reason();
    }

    private static Object at(Object tree, String path) {
        var value = tree;
        for (var part : parts(path)) {
            var child = value instanceof List<?> list
                    ? list.get(Integer.parseInt(part))
                    : Json.asObject(value).get(part);
            value = Objects.requireNonNull(child, part);
        }
        return value;
    }

    /** A copy with another value in that place; null takes it away. */
    private static Map<String, Object> with(Map<String, Object> input, String path, @Nullable Object value) {
        return Json.asObject(with(input, parts(path), value));
    }

    private static @Nullable Object with(@Nullable Object tree, List<String> path, @Nullable Object value) {
        if (path.isEmpty()) return value;
        var key = path.get(0);
        var rest = path.subList(1, path.size());
        if (tree instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>(list);
            var index = Integer.parseInt(key);
            copy.set(index, with(copy.get(index), rest, value));
            return copy;
        }
        var copy = new LinkedHashMap<>(Json.asObject(tree));
        var child = with(copy.get(key), rest, value);
        if (child == null) copy.remove(key);
        else copy.put(key, child);
        return copy;
    }

    private static List<String> parts(String path) {
        return Stream.of(path.split("[.\\[\\]]+"))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
