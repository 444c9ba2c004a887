package dev.spillway.template;

import dev.spillway.template.TemplateFile.Placeholder;
import dev.spillway.whatsapp.message.LimitException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills a template: the components of a message in Meta's words. Values are named as the file names them:
 *
 * <pre>
 * its placeholders   by their names; by 1, 2… where they have none. Text, or for kind currency {text, code, amount}
 * header             of a text header whose placeholder is none of those: text; of image, video, document {id or link}; of location
 *                    {latitude, longitude, name?, address?}
 * buttons            a list: of each button that needs one, in their order, what ends its address, or its coupon's code
 * code               of authentication
 * </pre>
 */
final class Filling {
    private final Template template;
    private final Values values;
    private final Set<String> asked = new TreeSet<>();

    private Filling(Template template, Values values) {
        this.template = template;
        this.values = values;
    }

    /**
     * The components.
     *
     * @throws LimitException naming the value that is missing, of the wrong kind or not asked for
     */
    static List<Map<String, Object>> of(Template template, Values values) {
        return new Filling(template, values).components();
    }

    private List<Map<String, Object>> components() {
        var components = new ArrayList<Map<String, Object>>();
        var header = template.wording().header();
        if (template.category() == Category.AUTHENTICATION) {
            components.add(part("body", List.of(Map.of("type", "text", "text", text("code")))));
        } else {
            if (header != null) components.addAll(header(header));
            if (!template.placeholders().isEmpty()) components.add(part("body", body()));
        }
        components.addAll(buttons());
        values.holdNothingBut(asked);
        return components;
    }

    private static Map<String, Object> part(String type, List<Map<String, Object>> parameters) {
        return Map.of("type", type, "parameters", parameters);
    }

    private String text(String name) {
        asked.add(name);
        return values.text(name);
    }

    private Map<?, ?> object(String name, String form) {
        asked.add(name);
        return values.object(name, form);
    }

    private List<Map<String, Object>> header(Header header) {
        if (header instanceof Header.Text it) return textHeader(it);
        if (header instanceof Header.Location) return location();
        var type = header instanceof Header.Image ? "image" : header instanceof Header.Video ? "video" : "document";
        var file = object("header", "{id or link}");
        return List.of(part("header", List.of(Map.of("type", type, type, file))));
    }

    private List<Map<String, Object>> location() {
        var place = object("header", "{latitude, longitude, name?, address?}");
        return List.of(part("header", List.of(Map.of("type", "location", "location", place))));
    }

    private List<Map<String, Object>> textHeader(Header.Text header) {
        var names = new Placeholders(header.text()).names();
        if (names.isEmpty()) return List.of();
        var name = names.get(0);
        var shared = template.placeholders().stream().anyMatch(it -> name.equals(it.name()));
        return List.of(part("header", List.of(named(name, "text", text(shared ? name : "header")))));
    }

    private List<Map<String, Object>> body() {
        var parameters = new ArrayList<Map<String, Object>>();
        for (var placeholder : template.placeholders()) {
            var name = placeholder.name() == null ? String.valueOf(parameters.size() + 1) : placeholder.name();
            parameters.add(parameter(placeholder, name));
        }
        return parameters;
    }

    private Map<String, Object> parameter(Placeholder placeholder, String name) {
        return switch (placeholder.kind()) {
            case TEXT -> named(name, "text", text(name));
            case CURRENCY -> named(name, "currency", currency(name));
            case DATE_TIME -> named(name, "date_time", Map.of("fallback_value", text(name)));
        };
    }

    /** Meta writes the amount as the phone's language has it, and takes it in thousandths. */
    private Map<String, Object> currency(String name) {
        var money = new Values(template.house(), object(name, "{text, code, amount}"));
        try {
            var amount = new java.math.BigDecimal(money.text("amount"))
                    .movePointRight(3)
                    .toBigIntegerExact();
            return Map.of("fallback_value", money.text("text"), "code", money.text("code"), "amount_1000", amount);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new LimitException("values." + name + ".amount must be a number with at most three decimals");
        } catch (LimitException e) {
            throw new LimitException("values." + name + " must be an object {text, code, amount}");
        }
    }

    private static Map<String, Object> named(String name, String type, Object value) {
        var parameter = new LinkedHashMap<String, Object>();
        parameter.put("type", type);
        if (!name.matches("\\d+")) parameter.put("parameter_name", name);
        parameter.put(type, value);
        return parameter;
    }

    private List<Map<String, Object>> buttons() {
        var filled = new ArrayList<Map<String, Object>>();
        var all = template.wording().buttons();
        for (var index = 0; index < all.size(); index++) {
            var button = all.get(index);
            if (button instanceof Button.Url url && url.url().contains("{{")) {
                filled.add(button("url", index, Map.of("type", "text", "text", ending(filled.size()))));
            } else if (button instanceof Button.CopyCode) {
                var code = Map.<String, Object>of("type", "coupon_code", "coupon_code", ending(filled.size()));
                filled.add(button("copy_code", index, code));
            } else if (button instanceof Button.CopyOtp) {
                filled.add(button("url", index, Map.of("type", "text", "text", text("code"))));
            }
        }
        return filled;
    }

    private String ending(int place) {
        asked.add("buttons");
        return values.text("buttons", place);
    }

    private static Map<String, Object> button(String kind, int index, Map<String, Object> parameter) {
        return Map.of("type", "button", "sub_type", kind, "index", index, "parameters", List.of(parameter));
    }
}
