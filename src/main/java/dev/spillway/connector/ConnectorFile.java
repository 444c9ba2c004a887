package dev.spillway.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spillway.yaml.Default;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connector's YAML, as written. Texts named <em>expression</em> are JSONata; texts named <em>template</em> hold
 * {@code {param}} and {@code {in.field|filter}}. Lists hold null where an item cannot be read; a problem tells so.
 *
 * @param connector its name
 * @param params what an instance has to give
 * @param auth none if it is missing
 * @param csrf what writes need beside it; null if nothing
 * @param limits that every call keeps
 * @param concurrency how many calls side by side, where the backend publishes no number; null for what the destination allows
 * @param outcomes for all operations, after a step's own; the first hit wins, whatever the status
 * @param operations by canonical name
 * @param probe looks whether the backend still has the fields that operations need; null for none
 * @param health asks whether the backend is up; null for none
 * @param webhooks what the backend tells by itself; null: nothing
 * @param redact what nobody sees where requests and answers are shown or logged, beside what proves who we are; null for nothing
 * @param timeouts of the calls of all operations that say nothing else
 * @param breaker when to leave the backend alone, where backends.yaml does not say so; null for nothing
 * @param fallback the key of what customers are told while a look-up is late or the backend is away, where neither the operation
 *     nor their flow says so
 */
record ConnectorFile(
        @Nullable String connector,
        @Default Map<String, ParamFile> params,
        @Nullable Auth auth,
        @Nullable CsrfFile csrf,
        @Default List<@Nullable LimitFile> limits,
        @Nullable ConcurrencyFile concurrency,
        @Default List<@Nullable RuleFile> outcomes,
        @Default Map<String, OperationFile> operations,
        @Nullable ProbeFile probe,
        @Nullable HealthFile health,
        @Nullable WebhooksFile webhooks,
        @Nullable RedactFile redact,
        @Nullable TimeoutsFile timeouts,
        @Nullable Breaker breaker,
        @Nullable String fallback) {

    /**
     * A parameter.
     *
     * @param required whether an instance must give it
     * @param otherwise what it is if none is given; empty if there is no default
     * @param secret whether nobody may see it
     * @param about what it is, for people
     * @param type what it must be; expressions see an {@code integer} as a number, a {@code boolean} as such
     * @param values of type {@code enum}: the words it may be
     */
    record ParamFile(
            @Default("false") boolean required,
            @Default @JsonProperty("default") String otherwise,
            @Default("false") boolean secret,
            @Default String about,
            @Default("string") ParamType type,
            @Default List<@Nullable String> values) {
        ParamFile {
            values = values.stream().filter(Objects::nonNull).toList();
        }

        /** One of any text. */
        ParamFile(boolean required, String otherwise, boolean secret, String about) {
            this(required, otherwise, secret, about, ParamType.STRING, List.of());
        }

        boolean fits(String text) {
            return type.fits(text, words());
        }

        /** Whether anything can fit, as far as its own default tells. */
        boolean isSound() {
            var open = type != ParamType.ENUM || !words().isEmpty();
            return open && (otherwise.isEmpty() || fits(otherwise));
        }

        /** What to write. */
        String cure() {
            return type.cure(words());
        }

        List<String> words() {
            return values.stream().map(String::valueOf).toList();
        }
    }

    /**
     * A token against forged requests, which every write has to carry, with the cookies of the session it belongs to.
     *
     * @param url template over parameters; a GET there with {@code header: Fetch} brings both
     * @param header carries the token both ways
     * @param ttl after it a new one is fetched
     * @param stale expression over an answer: whether it says that the token or the session is too old
     */
    record CsrfFile(
            String url,
            @Default("x-csrf-token") String header,
            @Default("PT20M") Duration ttl,

            @Default("status = 403 and $lowercase(headers.`x-csrf-token`) = 'required'")
            String stale) {}

    /**
     * Looks for drift before work runs into it: at start, and again and again.
     *
     * @param every from one look to the next, PT1M..P1D
     * @param checks by name, up to 20
     */
    record ProbeFile(
            @Default("PT1H") Duration every, @Default Map<String, CheckFile> checks) {}

    /**
     * Asks whether the backend is up: now and then, for people to see, and when the breaker wants to know.
     *
     * @param every from one time to the next, PT5S..PT1H
     * @param steps calls that are cheap and change nothing
     */
    record HealthFile(
            @Default("PT1M") Duration every, @Default List<@Nullable StepFile> steps) {}

    /**
     * How long a call may take; each PT0.001S..PT1M.
     *
     * @param connect to get a connection, TLS included; what takes longer was not sent. As long as {@code total} if it is missing
     * @param firstByte from there to the head of the answer. As long as {@code total} if it is missing
     * @param total with the whole of the answer, PT5S if nothing says otherwise
     */
    record TimeoutsFile(
            @Nullable Duration connect,
            @Nullable Duration firstByte,
            @Nullable Duration total) {}

    /**
     * What nobody sees.
     *
     * @param headers of requests and answers, up to 50
     * @param query parameters of addresses, up to 50
     * @param body fields within fields of requests and answers, parted by dots; lists between them are passed through, {@code *} is
     *     any name; up to 50
     */
    record RedactFile(
            @Default List<@Nullable String> headers,
            @Default List<@Nullable String> query,
            @Default List<@Nullable String> body) {}

    /**
     * One look.
     *
     * @param steps calls that only read; the last {@code out} yields a list of the names there are
     * @param expect names that must be among them
     * @param operations that are held while one is missing
     */
    record CheckFile(
            @Default List<@Nullable StepFile> steps,
            @Default List<@Nullable String> expect,
            @Default List<@Nullable String> operations) {}

    /**
     * What an answer means.
     *
     * @param when expression over status, headers, body, in and ctx
     * @param is the canonical error
     * @param retryAfter expression, seconds
     * @param scope the name of the limit that a {@code throttled} is about; empty for the whole backend
     * @param code expression, the backend's own code
     * @param existingId expression, of a duplicate
     * @param reason expression, for people; numbers and addresses in it are masked
     */
    record RuleFile(
            String when,
            CanonicalError is,
            @Nullable String retryAfter,
            @Default String scope,
            @Nullable String code,
            @Nullable String existingId,
            @Nullable String reason) {}

    /**
     * How many calls side by side.
     *
     * @param kind found out by the time calls take
     * @param min on each node, 1..max
     * @param max on each node, up to 10000
     */
    record ConcurrencyFile(
            ConcurrencyKind kind, @Default("1") int min, int max) {}

    /** The ways to tell how many. */
    enum ConcurrencyKind {
        /** It is found out. */
        ADAPTIVE
    }

    /**
     * A canonical operation.
     *
     * @param write whether it changes something at the backend
     * @param timeout of each call; {@code timeouts.total} in short
     * @param timeouts of each call, before those of the connector
     * @param limits that its calls keep beside those of the connector
     * @param idempotency of writes
     * @param verify steps that look whether an earlier attempt got through; the last yields
     *     {@code {'found': true or false, 'value': canonical output}}
     * @param steps one to six
     * @param cache for how long the answer of a read is good; null: it is asked each time
     * @param coalesce how several of them become one; null: none does
     * @param batch how several of them go in one call, each with a result of its own; null: each goes alone
     * @param fallback the key of what customers are told while this look-up is late, where their flow says nothing
     */
    record OperationFile(
            boolean write,
            @Nullable Duration timeout,
            @Nullable TimeoutsFile timeouts,
            @Default List<@Nullable LimitFile> limits,
            @Nullable IdempotencyFile idempotency,
            @Default List<@Nullable StepFile> verify,
            @Default List<@Nullable StepFile> steps,
            @Nullable CoalesceFile coalesce,
            @Nullable BatchFile batch,
            @Nullable CacheFile cache,
            @Nullable String fallback) {
        OperationFile(
                boolean write,
                @Nullable Duration timeout,
                List<@Nullable LimitFile> limits,
                @Nullable IdempotencyFile idempotency,
                List<@Nullable StepFile> verify,
                List<@Nullable StepFile> steps) {
            this(write, timeout, null, limits, idempotency, verify, steps, null, null, null, null);
        }
    }

    /**
     * For how long the answer of a look-up is good.
     *
     * @param ttl of what was found, PT1S..PT24H
     * @param negativeTtl of that nothing was found, PT0S..PT24H
     * @param staleIfError so much longer it stands in while the backend cannot answer, PT0S..PT24H
     * @param key expression over in and param; the whole input if it is missing
     */
    record CacheFile(
            Duration ttl,
            @Default("PT0S") Duration negativeTtl,
            @Default("PT0S") Duration staleIfError,
            @Nullable String key) {}

    /**
     * Several pieces of work for one target become one.
     *
     * @param window how long a piece waits for others, PT0S..PT10M
     * @param max pieces at most, 2..100
     * @param by expression over in and param: the target
     * @param join expression over items, the inputs of all, and param: the input that stands for all
     */
    record CoalesceFile(
            @Default("PT0S") Duration window, @Default("20") int max, String by, String join) {}

    /**
     * How a repeat is kept from doing the work twice.
     *
     * @param header of strategy {@code key-header}
     * @param validFor how long the backend knows a key, PT10M..P365D; for ever if it is missing. Later than that after the first
     *     attempt that may have got through it is {@code verify} that tells, or nobody
     */
    record IdempotencyFile(
            Strategy strategy,
            @Nullable String header,
            @Nullable Duration validFor) {}

    /** The ways to keep a repeat from doing the work twice. */
    enum Strategy {
        /** The backend knows our key by a header. */
        @JsonProperty("key-header")
        KEY_HEADER,
        /** The backend knows our key by something in the body or the address: a step writes {@code ctx.idempotencyKey} there. */
        @JsonProperty("directive")
        DIRECTIVE,
        /** The record carries an id of ours: writing it again changes nothing. */
        @JsonProperty("externalId")
        EXTERNAL_ID,
        /** The backend knows nothing: only our ledger and {@code verify} stand between us and a second record. */
        @JsonProperty("ledger-only")
        LEDGER_ONLY,
        /** Nothing at all: what may have been written is never written again, and called a possible duplicate. */
        @JsonProperty("none")
        NONE
    }
}
