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
    /** What it calls itself, unless a step's own headers say otherwise. */
    String type();

    /** Its bytes. */
    Payload fill(Scope scope);

    /** JSON. */
    record Of(String name, Expression value) implements Body {
        @Override
        public String type() {
            return "application/json";
        }

        @Override
        public Payload fill(Scope scope) {
            return json(name, evaluated(name, value, scope));
        }
    }

    /** An HTML form: an object of single values. */
    record Form(String name, Expression fields) implements Body {
        @Override
        public String type() {
            return "application/x-www-form-urlencoded";
        }

        @Override
        public Payload fill(Scope scope) {
            if (evaluated(name, fields, scope) instanceof Map<?, ?> map) return encoded(map);
            throw Ended.with(Kind.CONFIG, name + ": a form is an object of single values");
        }

        /** As browsers encode it; what has no value is left out. */
        static Payload encoded(Map<?, ?> fields) {
            var pairs = new StringJoiner("&");
            fields.forEach((name, value) -> {
                if (value != null) pairs.add(UrlText.query(name.toString()) + "=" + UrlText.query(value.toString()));
            });
            return Payload.of(pairs.toString());
        }
    }

    /** Newline-delimited JSON: a list, one line an item. */
    record Lines(String name, Expression items) implements Body {
        @Override
        public String type() {
            return "application/x-ndjson";
        }

        @Override
        public Payload fill(Scope scope) {
            var value = evaluated(name, items, scope);
            var list = value instanceof List<?> many ? many : List.of(value);
            return Payload.of(list.stream().map(Json::text).collect(Collectors.joining("\n", "", "\n")));
        }
    }

    /** GraphQL: a fixed query; values reach it as variables only, so that none can change its meaning. */
    record Graphql(String name, String query, Expression variables) implements Body {
        @Override
        public String type() {
            return "application/json";
        }

        @Override
        public Payload fill(Scope scope) {
            var body = new LinkedHashMap<String, Object>();
            body.put("query", query);
            body.put("variables", evaluated(name, variables, scope));
            return json(name, body);
        }
    }

    /** JSON-RPC 2.0: a call by name; one in a request, so its id is always 1. */
    record Rpc(String name, String method, Expression params) implements Body {
        @Override
        public String type() {
            return "application/json";
        }

        @Override
        public Payload fill(Scope scope) {
            var body = new LinkedHashMap<String, Object>();
            body.put("jsonrpc", "2.0");
            body.put("method", method);
            body.put("id", 1);
            body.put("params", evaluated(name, params, scope));
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

    private static Payload json(String name, Object value) {
        try {
            return Json.write(value);
        } catch (IllegalArgumentException e) {
            throw Ended.with(Kind.CONFIG, name + ": " + e.getMessage());
        }
    }
}
