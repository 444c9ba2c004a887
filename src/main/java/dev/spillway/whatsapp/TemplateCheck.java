package dev.spillway.whatsapp;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.whatsapp.TemplateState.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses a template that Meta would refuse, by the same code and with the same consequence, before the call. */
final class TemplateCheck {
    private static final int NUMBER_OF_PARAMETERS = 132000;
    private static final int NOT_THERE = 132001;
    private static final int PAUSED = 132015;
    private static final int DISABLED = 132016;
    private static final int PHONE_NEEDED = 131062;

    /** It costs no call to see whether it still waits. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final String sender;
    private final TemplateStates states;
    private final ErrorTable errors;

    TemplateCheck(String sender, TemplateStates states, ErrorTable errors) {
        this.sender = sender;
        this.states = states;
        this.errors = errors;
    }

    /** How the send of this body ends without being made; empty if it may go. */
    Optional<Outcome> refusal(Operation operation, Map<String, Object> body) {
        if (!"sendTemplate".equals(operation.name())) return Optional.empty();
        var template = Body.of(body.getOrDefault("template", Map.of()));
        var name = template.text("name");
        var language = template.at("language").text("code");
        var state = states.of(sender, name, language);
        return refusal(
                state, "template " + name + " (" + language + ")", template.list("components"), body.containsKey("to"));
    }

    private Optional<Outcome> refusal(TemplateState state, String title, List<?> components, boolean toPhone) {
        var standing = standing(state);
        if (standing.isPresent()) return Optional.of(outcome(code(state.status()), title + " " + standing.get()));
        if (state.needs().phoneOnly() && !toPhone) {
            return Optional.of(outcome(PHONE_NEEDED, title + " can be sent to a phone only, not to a user id"));
        }
        return state.needs().misfit(components).map(why -> outcome(NUMBER_OF_PARAMETERS, title + ": " + why));
    }

    private static Optional<String> standing(TemplateState state) {
        return switch (state.status()) {
            case UNKNOWN, SENDABLE -> Optional.empty();
            case MISSING -> Optional.of("is not among the sender's templates");
            case NOT_APPROVED -> Optional.of("is not approved: " + state.word());
            case PAUSED -> Optional.of("is paused for low quality");
            case DISABLED -> Optional.of("is disabled for low quality");
            case EXPIRED -> Optional.of("has expired");
        };
    }

    private static int code(Status status) {
        return switch (status) {
            case PAUSED -> PAUSED;
            case DISABLED -> DISABLED;
            default -> NOT_THERE;
        };
    }

    private Outcome outcome(int code, String reason) {
        var outcome = errors.find(code)
                .map(known -> Outcome.of(known.outcome(), reason).withScope(known.scope()))
                .orElseGet(() -> Outcome.of(Outcome.Kind.INVALID, reason));
        return outcome.withCode(String.valueOf(code))
                .withRetryAfter(outcome.scope().isEmpty() ? null : LOOK_AGAIN);
    }
}
