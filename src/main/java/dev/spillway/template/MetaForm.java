package dev.spillway.template;

import dev.spillway.template.TemplateFile.Placeholder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A template in Meta's words, as it is created there. */
final class MetaForm {
    private final Template template;

    MetaForm(Template template) {
        this.template = template;
    }

    /** The whole of it. */
    Map<String, Object> created() {
        var body = map("name", template.name(), "language", template.language(), "category", category());
        if (!template.placeholders().isEmpty()) {
            body.put("parameter_format", template.named() ? "NAMED" : "POSITIONAL");
        }
        body.put("components", components());
        var ttl = template.ttl();
        if (ttl != null) body.put("message_send_ttl_seconds", ttl.toSeconds());
        return body;
    }

    /** What may be changed later. */
    Map<String, Object> changed() {
        return map("category", category(), "components", components());
    }

    String category() {
        return template.category().name();
    }

    /** Header, body, footer and buttons, as far as there are any. */
    List<Map<String, Object>> components() {
        var components = new ArrayList<Map<String, Object>>();
        var wording = template.wording();
        var header = wording.header();
        if (header != null) components.add(header(header));
        components.add(body());
        var footer = wording.footer();
        if (footer != null) components.add(map("type", "FOOTER", "text", footer));
        if (wording.codeExpires() > 0) {
            components.add(map("type", "FOOTER", "code_expiration_minutes", wording.codeExpires()));
        }
        if (!wording.buttons().isEmpty()) {
            var buttons = wording.buttons().stream().map(this::button).toList();
            components.add(map("type", "BUTTONS", "buttons", buttons));
        }
        return components;
    }

    private Map<String, Object> header(Header header) {
        if (header instanceof Header.Text it) return textHeader(it);
        if (header instanceof Header.Image it) return mediaHeader("IMAGE", it.sample());
        if (header instanceof Header.Video it) return mediaHeader("VIDEO", it.sample());
        if (header instanceof Header.Document it) return mediaHeader("DOCUMENT", it.sample());
        return map("type", "HEADER", "format", "LOCATION");
    }

    private Map<String, Object> textHeader(Header.Text header) {
        var json = map("type", "HEADER", "format", "TEXT", "text", header.text());
        var sample = header.sample();
        var names = new Placeholders(header.text()).names();
        if (sample == null || names.isEmpty()) return json;
        var example = template.named()
                ? Map.of("header_text_named_params", List.of(named(names.get(0), sample)))
                : Map.of("header_text", List.of(sample));
        json.put("example", example);
        return json;
    }

    private static Map<String, Object> mediaHeader(String format, String handle) {
        var example = Map.of("header_handle", List.of(handle));
        return map("type", "HEADER", "format", format, "example", example);
    }

    private Map<String, Object> body() {
        var text = template.wording().body();
        if (text == null) {
            return map(
                    "type",
                    "BODY",
                    "add_security_recommendation",
                    template.wording().securityNote());
        }
        var json = map("type", "BODY", "text", text);
        var placeholders = template.placeholders();
        if (!placeholders.isEmpty()) json.put("example", example(placeholders));
        return json;
    }

    private Map<String, Object> example(List<Placeholder> placeholders) {
        if (!template.named()) {
            var samples = placeholders.stream().map(Placeholder::sample).toList();
            return Map.of("body_text", List.of(samples));
        }
        var samples = placeholders.stream()
                .map(it -> named(String.valueOf(it.name()), it.sample()))
                .toList();
        return Map.of("body_text_named_params", samples);
    }

    private static Map<String, Object> named(String name, String sample) {
        return map("param_name", name, "example", sample);
    }

    private Map<String, Object> button(Button button) {
        if (button instanceof Button.QuickReply it) return map("type", "QUICK_REPLY", "text", it.text());
        if (button instanceof Button.Url it) return url(it);
        if (button instanceof Button.Phone it)
            return map("type", "PHONE_NUMBER", "text", it.text(), "phone_number", it.phone());
        if (button instanceof Button.CopyCode it) return map("type", "COPY_CODE", "example", it.sample());
        if (button instanceof Button.Flow it) return flow(it);
        if (button instanceof Button.CopyOtp it) return otp(it);
        return map("type", "REQUEST_CONTACT_INFO");
    }

    private static Map<String, Object> url(Button.Url button) {
        var json = map("type", "URL", "text", button.text(), "url", button.url());
        var sample = button.sample();
        if (sample != null) json.put("example", List.of(button.url().replace("{{1}}", sample)));
        return json;
    }

    private static Map<String, Object> flow(Button.Flow button) {
        var json = map("type", "FLOW", "text", button.text(), "flow_id", button.flowId());
        var screen = button.screen();
        if (screen != null) json.putAll(Map.of("flow_action", "navigate", "navigate_screen", screen));
        return json;
    }

    private static Map<String, Object> otp(Button.CopyOtp button) {
        var json = map("type", "OTP", "otp_type", "COPY_CODE");
        var text = button.text();
        if (text != null) json.put("text", text);
        return json;
    }

    /** In this order. */
    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) map.put(pairs[i].toString(), pairs[i + 1]);
        return map;
    }

    /** What people see of the parts, one line each, the same for what we would make and what the provider lists. */
    static List<String> lines(List<?> components) {
        var lines = new ArrayList<String>();
        for (var each : components) if (each instanceof Map<?, ?> part) lines(part, lines);
        return lines;
    }

    private static void lines(Map<?, ?> part, List<String> lines) {
        var type = word(part, "type");
        if (part.get("buttons") instanceof List<?> buttons) {
            for (var i = 0; i < buttons.size(); i++) {
                if (buttons.get(i) instanceof Map<?, ?> button) lines.add("button " + i + ": " + button(button));
            }
            return;
        }
        var format = type.equals("header") ? " " + (part.get("format") == null ? "text" : word(part, "format")) : "";
        var extra =
                part.get("code_expiration_minutes") == null ? "" : " expires " + part.get("code_expiration_minutes");
        var note = Boolean.TRUE.equals(part.get("add_security_recommendation")) ? " with security note" : "";
        // Where Meta writes the text, it is no difference.
        var theirs = part.containsKey("add_security_recommendation") || part.containsKey("code_expiration_minutes");
        var text = part.get("text") == null || theirs ? "" : " " + part.get("text");
        lines.add(type + format + ":" + text + extra + note);
    }

    private static String button(Map<?, ?> button) {
        // The button of a code is listed as a link to a page of Meta's.
        if (String.valueOf(button.get("url")).contains("otp_type=COPY_CODE")) return "otp copy_code";
        var line = new StringBuilder(word(button, "type"));
        for (var key : List.of("text", "url", "phone_number", "flow_id", "otp_type")) {
            // Meta gives buttons of these kinds a text of its own.
            var own = key.equals("text")
                    && List.of("otp", "copy_code", "request_contact_info").contains(word(button, "type"));
            var value = button.get(key);
            if (value != null && !own) line.append(' ').append(key.equals("otp_type") ? word(button, key) : value);
        }
        return line.toString();
    }

    private static String word(Map<?, ?> part, String key) {
        return String.valueOf(part.get(key)).toLowerCase(Locale.ROOT);
    }
}
