package dev.spillway.template;

import dev.spillway.yaml.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Meta would refuse about a template's buttons. */
final class ButtonLint {
    private static final int BUTTONS_MAX = 10;
    private static final int TEXT_MAX = 25;
    private static final int URL_MAX = 2000;
    private static final int CODE_MAX = 20;
    private static final Pattern URL = Pattern.compile("https?://[^\\s{}]+(\\{\\{1}})?");
    private static final Pattern PHONE = Pattern.compile("\\+\\d{6,15}");

    private static final Map<Class<? extends Button>, Integer> AT_MOST = Map.of(
            Button.Url.class, 2,
            Button.Phone.class, 1,
            Button.CopyCode.class, 1,
            Button.Flow.class, 1,
            Button.CopyOtp.class, 1,
            Button.ContactInfo.class, 1);

    private final Category category;
    private final List<Button> buttons;
    private final String at;
    private final Problems problems;

    /** @param at the list's key */
    ButtonLint(Category category, List<Button> buttons, String at, Problems problems) {
        this.category = category;
        this.buttons = buttons;
        this.at = at;
        this.problems = problems;
    }

    void check() {
        if (buttons.size() > BUTTONS_MAX) {
            problems.add(at, "has " + buttons.size() + " buttons, at most " + BUTTONS_MAX + " are allowed", "");
        }
        var otps = buttons.stream().filter(Button.CopyOtp.class::isInstance).count();
        if (category == Category.AUTHENTICATION && (otps != 1 || buttons.size() != 1)) {
            problems.add(at, "must be one of kind copy-otp for authentication", "");
        } else if (category != Category.AUTHENTICATION && otps > 0) {
            problems.add(at, "of kind copy-otp go with authentication only", "");
        }
        kinds();
        together();
        var texts = new HashSet<String>();
        for (var i = 0; i < buttons.size(); i++) button(buttons.get(i), at + "[" + i + "]", texts);
    }

    private void kinds() {
        AT_MOST.forEach((kind, max) -> {
            var count = buttons.stream().filter(kind::isInstance).count();
            if (count > max) {
                problems.add(
                        at,
                        "has " + count + " of kind " + kind.getSimpleName() + ", at most " + max + " are allowed",
                        "");
            }
        });
    }

    /** Meta wants quick replies before or behind all others, not among them. */
    private void together() {
        var changes = 0;
        for (var i = 1; i < buttons.size(); i++) {
            if (isReply(buttons.get(i)) != isReply(buttons.get(i - 1))) changes++;
        }
        if (changes > 1) problems.add(at, "mix quick replies with others", "put all quick replies first, or last");
    }

    private static boolean isReply(Button button) {
        return button instanceof Button.QuickReply;
    }

    private void button(Button button, String key, Set<String> texts) {
        var text = text(button);
        if (text != null) {
            if (text.isBlank()) problems.add(key + ".text", "must not be blank", "");
            if (text.contains("{{")) problems.add(key + ".text", "has a placeholder", "a button's text may have none");
            length(key + ".text", text, TEXT_MAX);
            if (!texts.add(text)) problems.add(key + ".text", "stands on another button, too", "");
        }
        if (button instanceof Button.Url url) url(url, key);
        if (button instanceof Button.Phone phone
                && !PHONE.matcher(phone.phone()).matches()) {
            problems.add(key + ".phone", "must be + and 6..15 digits", "");
        }
        if (button instanceof Button.CopyCode code) length(key + ".sample", code.sample(), CODE_MAX);
    }

    private static @Nullable String text(Button button) {
        if (button instanceof Button.QuickReply it) return it.text();
        if (button instanceof Button.Url it) return it.text();
        if (button instanceof Button.Phone it) return it.text();
        if (button instanceof Button.Flow it) return it.text();
        return button instanceof Button.CopyOtp it ? it.text() : null;
    }

    private void url(Button.Url url, String key) {
        length(key + ".url", url.url(), URL_MAX);
        if (!URL.matcher(url.url()).matches()) {
            problems.add(key + ".url", "must be an http or https address, with {{1}} at its end or without", "");
        }
        var open = url.url().endsWith("{{1}}");
        if (open && Objects.requireNonNullElse(url.sample(), "").isBlank()) {
            problems.add(key + ".sample", "is missing", "Meta's reviewers want to see one");
        }
    }

    private void length(String key, String text, int max) {
        if (text.length() > max) {
            problems.add(key, "has " + text.length() + " characters, at most " + max + " are allowed", "");
        }
    }
}
