package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One step of a walk: its logins, its calls, what is made of their answers.
 *
 * <pre>
 *            login missing or refused          not fine, nobody goes on
 *           ┌────────────────────┐            ┌──────────────────────► Ended
 * begin ──► round ──► LogIn ──► Call ──reply──┤
 *           ▲                                 └─ fine, or the step goes on with it
 *           ├── next value, next page, after a pause ◄─┤
 *                                                      └─ last round ──► next(at)
 * </pre>
 *
 * @param total makes an outcome of whatever is thrown behind a call
 * @param next goes on behind the step
 */
record StepWalk(PlanStep step, Total total, Function<At, Step> next) {
    /** Ends as an outcome what is thrown inside. */
    @FunctionalInterface
    interface Total {
        /**
         * Walks on, and never throws.
         *
         * @param written whether what was sent may have changed something
         */
        Step guard(boolean written, Supplier<Step> walk);
    }

    Step begin(At at) {
        var values = step.repeat() instanceof Repeat.Each each ? values(each, at) : List.of();
        if (step.repeat() instanceof Repeat.Each && values.isEmpty()) return next.apply(at);
        return round(at, new Round(0, values, null, List.of()));
    }

    private List<?> values(Repeat.Each each, At at) {
        var value = Body.evaluated(step.name() + ".each", each.of(), at.scope());
        var list = value instanceof List<?> many ? many : List.of(value);
        return list.subList(0, Math.min(list.size(), Repeat.EACH_MAX));
    }

    private Step round(At at, Round round) {
        if (step.repeat() instanceof Repeat.Each each) {
            return call(at.seeing(at.scope().with(each.as(), round.values().get(round.number()))), round);
        }
        if (step.repeat() instanceof Repeat.Pages pages && pages.as() != null) {
            return call(at.seeing(at.scope().with(pages.as(), round.cursor())), round);
        }
        return call(at, round);
    }

    private Step call(At at, Round round) {
        for (var login : step.logins()) {
            if (!at.logins().containsKey(login)) return logIn(at, login, 0, round);
        }
        var http = step.request().call(at.scope(), at.writes());
        var page = round.at(step.repeat());
        return new Step.Call(
                page == null ? http : onward(http, page),
                reply -> total.guard(step.request().write(), () -> answered(at.kept(), round, Answer.of(reply))),
                at.progress());
    }

    private HttpCall onward(HttpCall first, String address) {
        try {
            return first.onward(address);
        } catch (IllegalArgumentException e) {
            throw Ended.with(Kind.CONFIG, step.name() + ".pages.next: " + e.getMessage());
        }
    }

    private Step logIn(At at, String name, long refused, Round round) {
        return new Step.LogIn(
                name, refused, login -> total.guard(at.wrote(), () -> call(at.having(name, login), round)));
    }

    private Step answered(At at, Round round, Answer answer) {
        var seen = at.scope().withAnswer(answer);
        var refused = step.refused(seen);
        if (refused != null) return refusedLogin(at, round, refused, answer);
        var outcome = step.judge().outcome(answer, seen);
        if (outcome == null) return fine(at, round, seen, answer);
        if (outcome.kind() == Kind.AUTH_EXPIRED && !step.logins().isEmpty()) {
            return refusedLogin(at, round, step.logins().get(0), answer);
        }
        if (outcome.kind() == Kind.NOT_FOUND && step.repeat() instanceof Repeat.Each) return missed(at, round, null);
        if (!step.goOn().contains(outcome.kind())) throw new Ended(outcome);
        return next.apply(saved(at.called(step.request().write(), null), ending(outcome)));
    }

    /** A new login that is refused, too, is not too old: somebody has to look at the key itself. */
    private Step refusedLogin(At at, Round round, String name, Answer answer) {
        if (!at.renewed()) return logIn(at.renewing(), name, version(at, name), round);
        throw Ended.with(Kind.AUTH_REVOKED, step.name() + " answered " + answer.status() + " to a new login, too");
    }

    private static long version(At at, String name) {
        var login = at.logins().get(name);
        return login == null ? 0 : login.version();
    }

    private Step fine(At at, Round round, Scope seen, Answer answer) {
        var yielded = mapped(seen);
        if (step.repeat() instanceof Repeat.Each && !hit(yielded)) return missed(at, round, yielded);
        if (step.repeat() instanceof Repeat.Pages pages) return page(at, round, pages, seen, yielded);
        if (step.repeat() instanceof Repeat.Poll poll && !step.tells(poll.until(), seen))
            return again(at, round, poll, answer);
        return done(at, yielded, step.out() == null ? answer.body() : yielded);
    }

    /** The answer was fine: a mapping that breaks on it does not undo what was written. */
    private @Nullable Object mapped(Scope seen) {
        try {
            return step.mapped(seen);
        } catch (Ended e) {
            throw step.request().write() ? e.afterWrite() : e;
        }
    }

    private Step done(At at, @Nullable Object yielded, @Nullable Object saved) {
        return next.apply(saved(at.called(step.request().write(), yielded), saved));
    }

    private At saved(At at, @Nullable Object value) {
        return step.save() == null ? at : at.seeing(at.scope().with(step.save(), value));
    }

    /** What a later step sees of an ending that this step goes on with. */
    private static Map<String, Object> ending(Outcome outcome) {
        var ending = new LinkedHashMap<>(outcome.value());
        ending.put("outcome", outcome.kind().name().toLowerCase(Locale.ROOT));
        return ending;
    }

    private static boolean hit(@Nullable Object yielded) {
        if (yielded instanceof Map<?, ?> map) return !Boolean.FALSE.equals(map.get("found"));
        return yielded instanceof List<?> list ? !list.isEmpty() : yielded != null;
    }

    private Step missed(At at, Round round, @Nullable Object yielded) {
        var later = at.called(step.request().write(), yielded);
        return round.last() ? done(at, yielded, yielded) : round(later, round.next());
    }

    private Step page(At at, Round round, Repeat.Pages pages, Scope seen, @Nullable Object yielded) {
        var gathered = new ArrayList<>(round.gathered());
        if (yielded instanceof List<?> many) gathered.addAll(many);
        else if (yielded != null) gathered.add(yielded);
        var cursor = step.value(pages.next(), seen);
        if (cursor == null || "".equals(cursor) || round.number() + 1 == pages.max())
            return done(at, gathered, gathered);
        return round(
                at.called(step.request().write(), null), new Round(round.number() + 1, List.of(), cursor, gathered));
    }

    private Step again(At at, Round round, Repeat.Poll poll, Answer answer) {
        if (round.number() + 1 == poll.max()) {
            throw Ended.with(
                    at.wrote() ? Kind.AMBIGUOUS : Kind.UNAVAILABLE,
                    step.name() + ": not done after " + poll.max() + " looks");
        }
        var pause = poll.pause(round.number() + 1, RetryAfter.of(answer.headers()));
        return new Step.Wait(pause, () -> total.guard(at.wrote(), () -> round(at, round.next())));
    }
}
