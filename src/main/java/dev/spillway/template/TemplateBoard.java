package dev.spillway.template;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateNeeds;
import dev.spillway.whatsapp.TemplateState;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What all nodes know of the templates: one hash in Redis, a field a template, with a count that goes up at each change. Belongs to the
 * event loop of its link.
 */
final class TemplateBoard {
    private static final Script NEWS = Script.load(TemplateBoard.class, "template-news.lua");
    private static final Script LIST = Script.load(TemplateBoard.class, "template-list.lua");
    private static final Script HOLD = Script.load(TemplateBoard.class, "template-hold.lua");
    private static final Script LIFT = Script.load(TemplateBoard.class, "template-lift.lua");

    /** Any of them tells that a hold is over, and no more than these go out before all nodes know of it. */
    private static final int MESSAGES_MAX = 50;

    private static final String VERSION = "#version";
    private static final String LISTED = "#listed:";
    private static final int PARTS = 5;

    private final RedisLink link;
    private final Keyspace keys;
    private final String key;

    TemplateBoard(RedisLink link, Keyspace keys) {
        this.link = link;
        this.keys = keys;
        this.key = keys.global("templates");
    }

    /** Goes up with each change; 0 if nothing is known. */
    Future<Long> version() {
        return link.send(key, Request.cmd(Command.HGET).arg(key).arg(VERSION)).map(it -> it == null ? 0 : it.toLong());
    }

    Future<KnownTemplates.Seen> read() {
        return link.send(key, Request.cmd(Command.HGETALL).arg(key)).map(TemplateBoard::seen);
    }

    private static KnownTemplates.Seen seen(Response all) {
        var states = new HashMap<String, TemplateState>();
        var pauses = new HashMap<String, Pause>();
        var listed = new HashSet<String>();
        for (var field : all.getKeys()) {
            if (field.startsWith(LISTED)) listed.add(field.substring(LISTED.length()));
            else if (!field.equals(VERSION)) {
                var stored = json(all.get(field).toString());
                states.put(field, state(stored));
                pause(stored).ifPresent(pause -> pauses.put(field, pause));
            }
        }
        return new KnownTemplates.Seen(Map.copyOf(states), Map.copyOf(pauses), Set.copyOf(listed));
    }

    private static Map<String, Object> json(String stored) {
        try {
            return Json.object(Payload.of(stored));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static Optional<Pause> pause(Map<String, Object> json) {
        if (TemplateState.Status.of(text(json, "status")) == TemplateState.Status.PAUSED)
            return Optional.of(
                    Pause.told(at(json, json.containsKey("since") ? "since" : "statusAt"), text(json, "pause")));
        if (!(json.get("hold") instanceof Map<?, ?> hold)) return Optional.empty();
        var messages = hold.get("ids") instanceof List<?> ids ? ids : List.of();
        return Optional.of(new Pause(
                TemplateHold.Why.valueOf(String.valueOf(hold.get("why"))),
                at(hold, "till"),
                messages.stream().map(String::valueOf).collect(Collectors.toSet()),
                false));
    }

    private static Instant at(Map<?, ?> json, String key) {
        return json.get(key) instanceof Number ms ? Instant.ofEpochMilli(ms.longValue()) : Instant.EPOCH;
    }

    private static TemplateState state(Map<String, Object> json) {
        try {
            var needs = json.get("needs") instanceof String text
                    ? TemplateNeeds.from(Json.object(Payload.of(text)))
                    : TemplateNeeds.UNKNOWN;
            return TemplateState.of(text(json, "status"), text(json, "category"), text(json, "quality"), needs);
        } catch (IllegalArgumentException e) {
            return TemplateState.UNKNOWN;
        }
    }

    private static String text(Map<String, Object> json, String key) {
        return json.get(key) instanceof String text ? text : "";
    }

    /** Keeps what a webhook told, unless something newer is known. */
    Future<Void> tell(TemplateNews news) {
        var call = new ScriptCall(NEWS)
                .key(key)
                .arg(new BoardKey(news.account(), news.name(), news.language()).word())
                .arg(news.at().toEpochMilli())
                .arg(news.status())
                .arg(news.category())
                .arg(news.quality())
                .arg(news.pause());
        return link.run(call).compose(told -> news.partsChanged() ? forget(news.account()) : Future.succeededFuture());
    }

    /**
     * What is sent by a template waits.
     *
     * @param key see {@link BoardKey}
     * @param message that is kept back; empty if none is
     */
    Future<Void> hold(String key, TemplateHold hold, Instant now, String message) {
        var call = new ScriptCall(HOLD)
                .key(this.key)
                .arg(key)
                .arg(now.toEpochMilli())
                .arg(hold.until().toEpochMilli())
                .arg(hold.why().name())
                .arg(message)
                .arg(MESSAGES_MAX);
        return link.run(call).mapEmpty();
    }

    /** A message that was kept back has gone out. */
    Future<Void> lift(String key, String message) {
        return link.run(new ScriptCall(LIFT).key(this.key).arg(key).arg(message))
                .mapEmpty();
    }

    /** The list is read again soon: what a template needs has changed. */
    Future<Void> forget(String account) {
        return link.send(key, Request.cmd(Command.HDEL).arg(key).arg(LISTED + account))
                .mapEmpty();
    }

    /** Keeps a whole list as it was at a moment. */
    Future<Void> tell(String account, Instant asOf, List<Listed> all) {
        var call = new ScriptCall(LIST, 2 + PARTS * all.size())
                .key(key)
                .arg(account)
                .arg(asOf.toEpochMilli());
        for (var it : all) {
            call.arg(new BoardKey(account, it.name(), it.language()).word())
                    .arg(it.status())
                    .arg(it.category())
                    .arg(it.quality())
                    .arg(Json.text(it.needs().json()));
        }
        return link.run(call).mapEmpty();
    }

    /** When the list of an account was last read; the epoch if never. */
    Future<Instant> listed(String account) {
        return link.send(key, Request.cmd(Command.HGET).arg(key).arg(LISTED + account))
                .map(it -> it == null ? Instant.EPOCH : Instant.ofEpochMilli(it.toLong()));
    }

    /** Whether this node is the one to read it now. */
    Future<Boolean> claim(String account, Duration howLong) {
        var claim = keys.global("templates:" + account);
        var request =
                Request.cmd(Command.SET).arg(claim).arg("1").arg("NX").arg("PX").arg(howLong.toMillis());
        return link.send(claim, request).map(it -> it != null);
    }
}
