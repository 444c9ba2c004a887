package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import dev.spillway.json.Json;
import dev.spillway.json.UrlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What a request carries, made of the scope. Throws {@link Ended} if the mapping or the input does not allow it. */
interface Body {
    Content fill(Scope scope);

    /**
     * What is sent.
     *
     * @param type what it calls itself, unless a step's own headers say otherwise
     */
    record Content(String type, Payload payload) {}

    /** JSON. */
    record Of(String name, Expression value) implements Body {
        @Override
        public Content fill(Scope scope) {
            return json(name, evaluated(name, value, scope));
        }
    }

    /** An HTML form: an object of single values. */
    record Form(String name, Expression fields) implements Body {
        @Override
        public Content fill(Scope scope) {
            if (evaluated(name, fields, scope) instanceof Map<?, ?> map) return of(map);
            throw Ended.with(Kind.CONFIG, name + ": a form is an object of single values");
        }

        /** As browsers encode it; what has no value is left out. */
        static Content of(Map<?, ?> fields) {
            var pairs = new StringJoiner("&");
            fields.forEach((name, value) -> {
                if (value != null) pairs.add(UrlText.query(name.toString()) + "=" + UrlText.query(value.toString()));
            });
            return new Content("application/x-www-form-urlencoded", Payload.of(pairs.toString()));
        }
    }

    /** Newline-delimited JSON: a list, one line an item. */
    record Lines(String name, Expression items) implements Body {
        @Override
        public Content fill(Scope scope) {
            var value = evaluated(name, items, scope);
            var list = value instanceof List<?> many ? many : List.of(value);
            var lines = list.stream().map(Json::text).collect(Collectors.joining("\n", "", "\n"));
            return new Content("application/x-ndjson", Payload.of(lines));
        }
    }

    /**
     * JSON of which one field only is made of values, so that none can change the meaning of the others: the variables of a
     * GraphQL query, the parameters of a JSON-RPC call.
     *
     * @param fixed the other fields
     * @param field the one
     */
    record Enclosed(String name, Map<String, Object> fixed, String field, Expression value) implements Body {
        static Enclosed graphql(String name, String query, Expression variables) {
            return new Enclosed(name, Map.of("query", query), "variables", variables);
        }

        /** Version 2.0; one call in a request, so its id is always 1. */
        static Enclosed rpc(String name, String method, Expression params) {
            return new Enclosed(name, Map.of("jsonrpc", "2.0", "method", method, "id", 1), "params", params);
        }

        @Override
        public Content fill(Scope scope) {
            var body = new LinkedHashMap<>(fixed);
            body.put(field, evaluated(name, value, scope));
            return json(name, body);
        }
    }

    /** The value of an expression that has to yield one. */
    static Object evaluated(String name, Expression expression, Scope scope) {
        try {
            var value = expression.evaluate(scope.values(), scope.values());
            if (value != null) return value;
        } catch (ExpressionException e) {
            throw Ended.with(Kind.CONFIG, name + ": " + e.getMessage());
        }
        throw Ended.with(Kind.CONFIG, name + ": yields nothing");
    }

    private static Content json(String name, Object value) {
        try {
            return new Content("application/json", Json.write(value));
        } catch (IllegalArgumentException e) {
            throw Ended.with(Kind.CONFIG, name + ": " + e.getMessage());
        }
    }
}
