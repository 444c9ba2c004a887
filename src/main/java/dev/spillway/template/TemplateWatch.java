package dev.spillway.template;

import dev.spillway.event.Payload;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's knowledge of templates true: looks at the board each second, tells it what webhooks say, and has the provider's list
 * read at the start and hourly, by one node for all. While Redis or the provider is away all stays as it was. Belongs to one event loop.
 *
 * <p>{@code gateway_templates{status}}: how many there are. {@code gateway_templates_waiting{why}}: by how many nothing is sent for now:
 * paused, paced. {@code gateway_templates_lists_total{result}}: lists read: done, failed.
 */
public final class TemplateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateWatch.class);

    private static final long LOOK_MS = 1_000;
    private static final long LIST_MS = 20_000;
    private static final Duration LIST_EVERY = Duration.ofHours(1);
    /** While a pause should be over, and no news has said that it is. */
    private static final Duration LIST_OVERDUE_EVERY = Duration.ofMinutes(5);
    /** What a webhook tells within it counts more than the list, whichever clock is wrong. */
    private static final Duration LIST_DOUBT = Duration.ofMinutes(1);
    /** Longer than reading the longest list takes. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private final TemplateBoard board;
    private final TemplateHolds holds;
    private final TemplateApi api;
    private final KnownTemplates known;
    private final List<Account> accounts;
    private final Clock clock;
    private final MeterRegistry registry;
    private final BiConsumer<String, String> free;
    private long version = -1;
    private boolean looking;

    private TemplateWatch(Parts parts) {
        this.board = new TemplateBoard(parts.redis, parts.keys);
        this.api = new TemplateApi(parts.vertx);
        this.known = parts.known;
        this.accounts = List.copyOf(parts.accounts);
        this.clock = parts.clock;
        this.registry = parts.registry;
        this.free = parts.free;
        this.holds = new TemplateHolds(board, known, clock, this::read);
    }

    /**
     * What it works with.
     *
     * @param known is told
     * @param accounts whose lists are read
     * @param free hears the name and language of a template by which nothing was sent for a while, when that is over, or when what
     *     names it as the house does may go by another version
     */
    public record Parts(
            Vertx vertx,
            RedisLink redis,
            Keyspace keys,
            KnownTemplates known,
            Collection<Account> accounts,
            Clock clock,
            MeterRegistry registry,
            BiConsumer<String, String> free) {}

    /** Begins. */
    public static TemplateWatch start(Parts parts) {
        var watch = new TemplateWatch(parts);
        watch.show();
        watch.look();
        watch.lists();
        parts.vertx.setPeriodic(LOOK_MS, tick -> watch.look());
        parts.vertx.setPeriodic(LIST_MS, tick -> watch.lists());
        return watch;
    }

    private void show() {
        for (var status : TemplateState.Status.values()) {
            Gauge.builder("gateway.templates", () -> known.count(status))
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (var why : TemplateHold.Why.values()) {
            Gauge.builder("gateway.templates.waiting", () -> known.count(why))
                    .tag("why", why.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** What a webhook told; holds on this node when it completes, on the others within a second or two. */
    Future<Void> tell(TemplateNews news) {
        if (accounts.stream().noneMatch(it -> it.id().equals(news.account()))) return Future.succeededFuture();
        LOG.atInfo()
                .addKeyValue("template", news.name())
                .addKeyValue("language", news.language())
                .addKeyValue("status", news.status())
                .addKeyValue("category", news.category())
                .addKeyValue("quality", news.quality())
                .log("template.news");
        return board.tell(news).compose(told -> read());
    }

    /**
     * What an answer to a message told: what is sent by its template waits, on all nodes. Never fails: the next answer tells it again.
     *
     * @param message that is kept back; empty if none is
     */
    public void hold(String sender, String name, String language, TemplateHold hold, String message) {
        holds.hold(sender, name, language, hold, message);
    }

    /** A status of a message may tell that its template goes again, or does not. */
    Future<Void> status(Payload payload) {
        return holds.status(payload);
    }

    private void look() {
        if (looking) return;
        looking = true;
        board.version()
                .compose(now -> now == version ? Future.succeededFuture() : read())
                .onFailure(cause ->
                        LOG.atDebug().addKeyValue("cause", cause.getMessage()).log("templates.notLooked"))
                .onComplete(done -> looking = false);
    }

    /** The count first: what changes meanwhile is found by the next look. */
    private Future<Void> read() {
        return board.version()
                .compose(now -> board.read().map(seen -> {
                    var freed = known.see(seen);
                    version = now;
                    freed.forEach(this::freed);
                    return null;
                }));
    }

    private void freed(String key) {
        var freed = BoardKey.of(key);
        free.accept(freed.name(), freed.language());
    }

    private void lists() {
        for (var account : accounts) {
            board.listed(account.id())
                    .compose(last -> last.plus(every(account)).isAfter(clock.instant())
                            ? Future.succeededFuture(false)
                            : board.claim(account.id(), CLAIM))
                    .compose(mine -> mine ? list(account) : Future.succeededFuture())
                    .onFailure(cause -> failed(account, cause));
        }
    }

    private Duration every(Account account) {
        return known.isAnyOverdue(account.id()) ? LIST_OVERDUE_EVERY : LIST_EVERY;
    }

    private Future<Void> list(Account account) {
        var asOf = clock.instant().minus(LIST_DOUBT);
        return api.list(account)
                .compose(all -> board.tell(account.id(), asOf, all))
                .compose(told -> read())
                .onSuccess(done -> count("done"));
    }

    private void failed(Account account, Throwable cause) {
        count("failed");
        LOG.atWarn()
                .addKeyValue("account", account.id())
                .addKeyValue("cause", cause.getMessage())
                .log("templates.notListed");
    }

    private void count(String result) {
        registry.counter("gateway.templates.lists", "result", result).increment();
    }

    /** Closes its connections to the provider. */
    public Future<Void> stop() {
        return api.close();
    }
}
