package dev.spillway.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spillway.yaml.Default;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call, or several of a kind.
 *
 * @param when expression; the step is left out unless it is true
 * @param each the call is made with one value after the other, until one finds something
 * @param pages the call is made page after page
 * @param poll the call is made until a job of the backend's is done
 * @param limits that its calls keep beside those of the operation
 * @param body expression
 * @param encode what is made of {@code body}
 * @param graphql instead of a body
 * @param jsonrpc instead of a body
 * @param multipart instead of a body: a form that may hold files, of 1 to 10 parts
 * @param save the name under which later steps find what {@code out} yields, or the answer's body without {@code out}
 * @param ok statuses that are fine; any 2xx if empty
 * @param outcomes before those of the connector
 * @param goOn endings that do not end the operation: the next step sees them as {@code <save>.outcome}, with the id of a
 *     duplicate as {@code <save>.id}
 * @param pick what to take if {@code out} yields a list
 * @param out expression over in, ctx, body, status, headers and what was saved
 */
record StepFile(
        @Nullable String when,
        @Nullable EachFile each,
        @Nullable PagesFile pages,
        @Nullable PollFile poll,
        @Default List<@Nullable LimitFile> limits,
        CallFile call,
        @Nullable String body,
        @Default("json") Encoding encode,
        @Nullable GraphqlFile graphql,
        @Nullable JsonRpcFile jsonrpc,
        @Default List<@Nullable PartFile> multipart,
        @Nullable String save,
        @Default List<@Nullable Integer> ok,
        @Default List<ConnectorFile.@Nullable RuleFile> outcomes,
        @Default List<@Nullable CanonicalError> goOn,
        @Nullable Pick pick,
        @Nullable String out) {

    /** See {@link Repeat.Each}. */
    record EachFile(String of, String as) {}

    /** See {@link Repeat.Pages}. */
    record PagesFile(
            String next, @Nullable String as, @Default("5") int max) {}

    /** See {@link Repeat.Poll}. */
    record PollFile(
            String until,
            @Default("PT1S") Duration every,
            @Nullable Duration everyMax,
            @Default("10") int max) {}

    /**
     * A GraphQL query.
     *
     * @param query as it is sent; no value is ever written into it
     * @param variables expression, an object
     */
    record GraphqlFile(String query, @Default("{}") String variables) {}

    /**
     * A JSON-RPC 2.0 call.
     *
     * @param params expression
     */
    record JsonRpcFile(String method, String params) {}

    /** What is made of a body's value. */
    enum Encoding {
        /** JSON. */
        JSON,
        /** An HTML form, of an object of single values. */
        FORM,
        /** JSON, a line for each item of a list. */
        NDJSON
    }

    /**
     * What is sent.
     *
     * @param url template; what comes from the input is escaped as a path segment, behind a question mark as a query value;
     *     {@code {auth.base}} is an address that the login brought
     * @param reads whether it changes nothing although it is no GET: a search, a GraphQL query
     * @param headers templates
     * @param query templates; a parameter whose only value is missing is left out
     */
    record CallFile(
            Method method,
            String url,
            @Default("false") boolean reads,
            @Default Map<String, String> headers,
            @Default Map<String, String> query) {}

    /** What to take of a list. */
    enum Pick {
        /** The first. */
        FIRST,
        /** The only one; more than one is {@code invalid}. */
        @JsonProperty("exactlyOne")
        EXACTLY_ONE
    }

    /** HTTP methods, as written. */
    enum Method {
        /** Reads. */
        GET,
        /** Creates, or searches. */
        POST,
        /** Replaces. */
        PUT,
        /** Changes. */
        PATCH,
        /** Deletes. */
        DELETE
    }
}
