package dev.spillway.template;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
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
import java.util.Set;

/**
 * What all nodes know of the templates: one hash in Redis, a field a template, with a count that goes up at each change. Belongs to the
 * event loop of its link.
 */
final class TemplateBoard {
    private static final Script NEWS = Script.load(TemplateBoard.class, "template-news.lua");
    private static final Script LIST = Script.load(TemplateBoard.class, "template-list.lua");
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
        var listed = new HashSet<String>();
        for (var field : all.getKeys()) {
            if (field.startsWith(LISTED)) listed.add(field.substring(LISTED.length()));
            else if (!field.equals(VERSION))
                states.put(field, state(all.get(field).toString()));
        }
        return new KnownTemplates.Seen(Map.copyOf(states), Set.copyOf(listed));
    }

    private static TemplateState state(String stored) {
        try {
            var json = Json.object(Payload.of(stored));
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
                .arg(KnownTemplates.key(news.account(), news.name(), news.language()))
                .arg(news.at().toEpochMilli())
                .arg(news.status())
                .arg(news.category())
                .arg(news.quality());
        return link.run(call).compose(told -> news.partsChanged() ? forget(news.account()) : Future.succeededFuture());
    }

    /** The list is read again soon: what a template needs has changed. */
    private Future<Void> forget(String account) {
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
            call.arg(KnownTemplates.key(account, it.name(), it.language()))
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
