package dev.spillway.whatsapp.message;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code sendFlow {text, header?, footer?, flowId | flowName, label, token?, action?, screen?, data?, draft?}}: opens one of Meta's own
 * forms. Not to be mixed up with flows of ours.
 *
 * @param flow by id or by name
 * @param action {@code navigate} to a screen, or {@code data_exchange} with our endpoint
 * @param data for the screen; not empty if it is there
 */
record FlowMessage(
        Frame frame,
        Reference flow,
        String label,
        Optional<String> token,
        Optional<String> action,
        Optional<String> screen,
        Optional<Fields> data,
        boolean draft) {
    private static final String VERSION = "3";
    private static final int LABEL_MAX = 20;
    private static final int TEXT_MAX = 512;
    private static final Set<String> ACTIONS = Set.of("navigate", "data_exchange");

    /** Which form. */
    record Reference(String key, String value) {}

    static Content read(Fields input) {
        var action = input.has("action") ? Optional.of(input.choice("action", ACTIONS)) : Optional.<String>empty();
        var screen = input.optionalText("screen", TEXT_MAX);
        var data = input.optionalObject("data");
        check(input, action, screen, data);
        return new FlowMessage(
                        Frame.read(input),
                        reference(input),
                        input.text("label", LABEL_MAX),
                        input.optionalText("token", TEXT_MAX),
                        action,
                        screen,
                        data,
                        input.flag("draft"))
                .content();
    }

    private static void check(Fields input, Optional<String> action, Optional<String> screen, Optional<Fields> data) {
        var exchanges = action.filter("data_exchange"::equals).isPresent();
        if (exchanges && screen.isPresent()) throw input.wrong("screen", "goes with action navigate only");
        if (action.filter("navigate"::equals).isPresent() && screen.isEmpty()) throw input.missing("screen");
        if (data.isPresent() && screen.isEmpty()) throw input.wrong("data", "needs a screen");
        if (data.filter(it -> it.input().isEmpty()).isPresent()) throw input.wrong("data", "must not be empty");
    }

    private static Reference reference(Fields input) {
        if (input.has("flowId") == input.has("flowName")) {
            throw input.wrong("flowId", "or flowName is needed, and only one of them");
        }
        return input.has("flowId")
                ? new Reference("flow_id", input.text("flowId", TEXT_MAX))
                : new Reference("flow_name", input.text("flowName", TEXT_MAX));
    }

    private Content content() {
        var parameters = Pairs.of("flow_message_version", VERSION)
                .and(flow.key, flow.value)
                .and("flow_token", token)
                .and("flow_cta", label)
                .and("flow_action", action)
                .and("flow_action_payload", screen.map(this::payload));
        if (draft) parameters.and("mode", "draft");
        return frame.with("flow", Map.of("name", "flow", "parameters", parameters.map()));
    }

    private Map<String, Object> payload(String screen) {
        return Pairs.of("screen", screen).and("data", data.map(Fields::input)).map();
    }
}
