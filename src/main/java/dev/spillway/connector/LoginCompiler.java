package dev.spillway.connector;

import dev.spillway.connector.Auth.Send;
import dev.spillway.connector.Auth.TokenFile;
import dev.spillway.connector.ConnectorFile.CsrfFile;
import dev.spillway.connector.ConnectorFile.OperationFile;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to be obtained from the backend before it lets anybody in. */
final class LoginCompiler {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> SEES = Set.of("login", "param");

    private final String connector;
    private final ConnectorTools tools;
    private final Problems problems;

    /** @param tools that bring no credentials of their own */
    LoginCompiler(String connector, ConnectorTools tools) {
        this.connector = connector;
        this.tools = tools;
        this.problems = tools.problems();
    }

    Credentials compile(@Nullable Auth auth, @Nullable CsrfFile csrf) {
        var simple = new AuthCompiler(tools.templates(), tools.headers(), problems);
        var call = TokenCall.of(auth, simple, new AssertionCompiler(simple, problems));
        var headers = new HashMap<>(simple.headers(auth));
        var logins = new HashMap<String, LoginPlan>();
        if (call != null) {
            headers.putAll(carrier(call.token()));
            logins.put("auth", token(call));
        } else if (auth instanceof Auth.Login login) {
            headers.putAll(tools.headers().compile("auth.headers", login.headers(), Scope.LOGINS));
            logins.put("auth", own(login));
        }
        var found = new Credentials(headers, simple.query(auth), simple.signature(auth), logins, null);
        return csrf == null ? found : with(csrf, found);
    }

    private Map<String, Template> carrier(TokenFile token) {
        tools.headers().checkName("auth.token.header", token.header());
        var prefix = token.prefix().isEmpty() ? "" : token.prefix() + " ";
        return Map.of(
                token.header(), tools.templates().compile("auth.token.prefix", prefix + "{auth.token}", Scope.LOGINS));
    }

    private LoginPlan token(TokenCall call) {
        var headers = new LinkedHashMap<String, Template>();
        headers.put("Accept", Template.of("application/json"));
        if (call.send() == Send.BASIC) headers.put("Authorization", Template.of(basic(call.basic())));
        var url = tools.urls().compile("auth.tokenUrl", call.url(), Map.of(), Set.of());
        var request = new Request(
                connector + ".auth",
                "POST",
                url,
                headers,
                null,
                null,
                call.body(),
                Timeouts.of(TIMEOUT),
                false,
                List.of());
        return plan(List.of(step("auth", request, call.token().outcomes(), out(call.token()))), call.token(), true);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private PlanStep step(String name, Request request, List<ConnectorFile.@Nullable RuleFile> written, String out) {
        var rules = tools.expressions().rules(name + ".token.outcomes", written);
        return new PlanStep(
                connector + "." + name,
                null,
                new Repeat.Once(),
                List.of(),
                Map.of(),
                request,
                new Judge(connector + "." + name, rules, Set.of(), false, true, false),
                Set.of(),
                tools.expressions().compile(name + ".token.export", out, Scope.OWN),
                null,
                null);
    }

    /** The object that {@link LoginPlan} wants, as an expression over the answer. */
    private static String out(TokenFile token) {
        var life = token.ttl() == null
                ? "body.expires_in"
                : String.valueOf(token.ttl().toSeconds());
        var out = new StringBuilder("{'token': body.access_token, '" + LoginPlan.LIFE + "': " + life + ", '"
                + LoginPlan.REFRESH + "': body.refresh_token");
        token.export()
                .forEach((name, expression) -> out.append(", '")
                        .append(name.replaceAll("\\W", ""))
                        .append("': (")
                        .append(expression)
                        .append(')'));
        return out.append('}').toString();
    }

    private LoginPlan own(Auth.Login login) {
        var operation = new OperationFile(false, TIMEOUT, List.of(), null, List.of(), login.steps());
        var steps =
                new StepsCompiler(connector, operation, tools, List.of(), SEES).compile("auth.steps", login.steps());
        if (steps.isEmpty() && !problems.below("auth")) {
            problems.add(
                    "auth.steps",
                    "is missing or empty",
                    "add the call that logs in, with an out that yields an object");
        }
        return plan(steps, login.token() == null ? TokenFile.USUAL : login.token(), true);
    }

    private LoginPlan plan(List<PlanStep> steps, TokenFile token, boolean shared) {
        var plan =
                new Plan(connector + ".auth", steps, value -> finished(value, token.ttl()), outcome -> failed(outcome));
        return new LoginPlan(
                shared,
                token.margin(),
                token.mintsMax(),
                token.mintsPer(),
                context -> plan.begin(Scope.of(context, tools.instance())));
    }

    private Step finished(@Nullable Object value, @Nullable Duration ttl) {
        var found = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> {
                if (item != null && !(item instanceof Map) && !(item instanceof List))
                    found.put(name.toString(), item.toString());
            });
        }
        if (ttl != null) found.put(LoginPlan.LIFE, String.valueOf(ttl.toSeconds()));
        found.keySet().removeIf(name -> String.valueOf(found.get(name)).isEmpty());
        if (found.keySet().stream().anyMatch(name -> !LoginPlan.LIFE.equals(name))) {
            return new Step.Done(Outcome.done(found));
        }
        return new Step.Done(
                Outcome.of(Kind.AUTH_REVOKED, connector + ": the login's answer holds nothing to log in with"));
    }

    /** What the backend said no to will not become a yes; what it could not answer may. */
    private static Step failed(Outcome outcome) {
        var later = Set.of(Kind.UNAVAILABLE, Kind.THROTTLED, Kind.QUOTA_EXHAUSTED, Kind.LOCKED, Kind.AMBIGUOUS);
        if (later.contains(outcome.kind())) return new Step.Done(outcome);
        return new Step.Done(
                new Outcome(Kind.AUTH_REVOKED, Map.of(), outcome.reason(), outcome.code(), outcome.retryAfter()));
    }

    private Credentials with(CsrfFile csrf, Credentials found) {
        tools.headers().checkName("csrf.header", csrf.header());
        var headers = new LinkedHashMap<String, Template>();
        headers.put("Accept", Template.of("application/json"));
        headers.putAll(found.headers());
        headers.put(csrf.header(), Template.of("Fetch"));
        var url = tools.urls()
                .compile("csrf.url", csrf.url(), Map.of(), Scope.LOGINS)
                .with(found.query());
        var request = new Request(
                connector + ".csrf",
                "GET",
                url,
                headers,
                found.signature(),
                null,
                null,
                Timeouts.of(TIMEOUT),
                false,
                List.of());
        var out = "{'token': headers.`" + csrf.header().toLowerCase(Locale.ROOT)
                + "`, 'cookies': $join($each(cookies, function($value, $name) { $name & '=' & $value }), '; ')}";
        var step = step("csrf", request, List.of(), out).needing(found.needed(false));
        var token = new TokenFile(csrf.ttl(), Duration.ZERO, "", "", Map.of(), List.of(), 60, Duration.ofMinutes(1));
        var logins = new HashMap<>(found.logins());
        logins.put("csrf", plan(List.of(step), token, false));
        return new Credentials(found.headers(), found.query(), found.signature(), logins, carried(csrf));
    }

    private Credentials.@Nullable Csrf carried(CsrfFile csrf) {
        var stale = tools.expressions().compile("csrf.stale", csrf.stale(), Set.of("status", "headers", "body"));
        if (stale == null) return null;
        var headers = new LinkedHashMap<String, Template>();
        headers.put(csrf.header(), tools.templates().compile("csrf", "{csrf.token}", Scope.LOGINS));
        headers.put("Cookie", tools.templates().compile("csrf", "{csrf.cookies}", Scope.LOGINS));
        return new Credentials.Csrf(headers, stale);
    }
}
