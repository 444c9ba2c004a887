package dev.spillway.whatsapp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What must be filled in when a template is sent.
 *
 * @param known false if nobody has seen its parts: then nothing is asked for
 * @param header {@code text}, {@code image}, {@code video}, {@code document} or {@code location}; empty for nothing
 * @param body the names of its placeholders, {@code 1, 2…} if they are numbered
 * @param named whether they have names
 * @param buttons the places, from 0, of buttons that need a parameter
 * @param phoneOnly whether it cannot be sent to a user id
 */
public record TemplateNeeds(
        boolean known, String header, Set<String> body, boolean named, Set<Integer> buttons, boolean phoneOnly) {
    /** Nobody has seen its parts. */
    public static final TemplateNeeds UNKNOWN = new TemplateNeeds(false, "", Set.of(), false, Set.of(), false);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");

    public TemplateNeeds {
        body = Set.copyOf(body);
        buttons = Set.copyOf(buttons);
    }

    /** What the provider's description of a template's parts asks for. */
    public static TemplateNeeds of(Collection<?> components) {
        var header = "";
        Set<String> body = Set.of();
        Set<Integer> buttons = Set.of();
        var otp = false;
        for (var each : components) {
            var part = Body.of(each);
            switch (part.text("type").toUpperCase(Locale.ROOT)) {
                case "HEADER" -> header = header(part);
                case "BODY" -> body = placeholders(part.text("text"));
                case "BUTTONS" -> {
                    buttons = buttons(part.objects("buttons"));
                    otp = part.objects("buttons").stream().anyMatch(TemplateNeeds::isOtp);
                }
                default -> {
                    // A footer needs nothing; of parts that Meta has added since only Meta knows.
                }
            }
        }
        // An authentication's body is Meta's own; it is filled in with the code.
        if (otp && body.isEmpty()) body = Set.of("1");
        var named = body.stream().anyMatch(name -> !name.matches("\\d+"));
        return new TemplateNeeds(true, header, body, named, buttons, otp);
    }

    /** Meta lists the button of a code as a link to a page of its own. */
    private static boolean isOtp(Body button) {
        return "OTP".equalsIgnoreCase(button.text("type")) || button.text("url").contains("otp_type=");
    }

    private static String header(Body part) {
        var format = part.text("format").toLowerCase(Locale.ROOT);
        var isText = format.isEmpty() || "text".equals(format);
        return isText && placeholders(part.text("text")).isEmpty() ? "" : isText ? "text" : format;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    private static Set<Integer> buttons(List<Body> buttons) {
        var needy = new TreeSet<Integer>();
        for (var i = 0; i < buttons.size(); i++) {
            var button = buttons.get(i);
            var needs = switch (button.text("type").toUpperCase(Locale.ROOT)) {
                case "URL" -> button.text("url").contains("{{");
                case "OTP", "COPY_CODE" -> true;
                default -> false;
            };
            if (needs) needy.add(i);
        }
        return needy;
    }

    /** What a message's components leave open or bring too much of, in our words; empty if they fit. */
    public Optional<String> misfit(Collection<?> components) {
        if (!known) return Optional.empty();
        var given = components.stream().map(Body::of).toList();
        return headerMisfit(given).or(() -> bodyMisfit(given)).or(() -> buttonMisfit(given));
    }

    private Optional<String> headerMisfit(List<Body> given) {
        var types =
                parameters(given, "header").stream().map(it -> it.text("type")).toList();
        if (header.isEmpty()) return types.isEmpty() ? Optional.empty() : Optional.of("its header takes no parameter");
        var fits = types.size() == 1 && types.get(0).equals(header);
        return fits ? Optional.empty() : Optional.of("its header needs one parameter of kind " + header);
    }

    private Optional<String> bodyMisfit(List<Body> given) {
        var parameters = parameters(given, "body");
        if (!named) {
            return parameters.size() == body.size()
                    ? Optional.empty()
                    : Optional.of("its body needs " + body.size() + " parameters, " + parameters.size() + " are given");
        }
        var names =
                parameters.stream().map(it -> it.text("parameter_name")).collect(Collectors.toCollection(TreeSet::new));
        var missing = new TreeSet<>(body);
        missing.removeAll(names);
        if (!missing.isEmpty()) return Optional.of("its body needs the parameters " + missing);
        names.removeAll(body);
        return names.isEmpty() ? Optional.empty() : Optional.of("its body has fewer parameters than are given");
    }

    private static List<Body> parameters(List<Body> given, String type) {
        return given.stream()
                .filter(it -> type.equals(it.text("type")))
                .flatMap(it -> it.objects("parameters").stream())
                .toList();
    }

    private Optional<String> buttonMisfit(List<Body> given) {
        var filled = given.stream()
                .filter(it -> "button".equals(it.text("type"))
                        && !it.objects("parameters").isEmpty())
                .map(it -> String.valueOf(it.values().get("index")))
                .collect(Collectors.toSet());
        var open = new ArrayList<Integer>();
        buttons.stream()
                .filter(index -> !filled.contains(String.valueOf(index)))
                .sorted()
                .forEach(open::add);
        return open.isEmpty() ? Optional.empty() : Optional.of("its buttons " + open + " need a parameter");
    }

    /** As JSON, to be read again by {@link #from}. */
    public Map<String, Object> json() {
        return Map.of(
                "header", header,
                "body", body.stream().sorted().toList(),
                "named", named,
                "buttons", buttons.stream().sorted().toList(),
                "phoneOnly", phoneOnly);
    }

    /** Reads {@link #json()}; what is not that is unknown. */
    public static TemplateNeeds from(Object json) {
        var read = Body.of(json);
        if (!read.has("body")) return UNKNOWN;
        return new TemplateNeeds(
                true,
                read.text("header"),
                read.list("body").stream().map(String::valueOf).collect(Collectors.toSet()),
                read.isTrue("named"),
                read.list("buttons").stream()
                        .map(it -> ((Number) it).intValue())
                        .collect(Collectors.toSet()),
                read.isTrue("phoneOnly"));
    }
}
