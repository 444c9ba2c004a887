package dev.spillway.outbound;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board in Redis: one hash, a field a notice; what is claimed is a key that ends by itself. Holds at most a handful for each destination and operation. Belongs to the event
 * loop of its link.
 */
public final class RedisBoard implements NoticeBoard {
    private static final Logger LOG = LoggerFactory.getLogger(RedisBoard.class);

    private final RedisLink link;
    private final Keyspace keys;
    private final String key;

    public RedisBoard(RedisLink link, Keyspace keys) {
        this.link = link;
        this.keys = keys;
        this.key = keys.global("notices");
    }

    @Override
    public Future<List<Notice>> read() {
        return link.send(key, Request.cmd(Command.HVALS).arg(key)).map(RedisBoard::notices);
    }

    @Override
    public Future<Void> put(Notice notice) {
        var stored = Json.write(Map.of(
                "kind", notice.kind().name(),
                "destination", notice.destination(),
                "subject", notice.subject(),
                "by", notice.by(),
                "text", notice.text(),
                "at", notice.at().toEpochMilli()));
        return link.send(
                        key,
                        Request.cmd(Command.HSET).arg(key).arg(notice.key()).arg(stored.text()))
                .mapEmpty();
    }

    @Override
    public Future<Void> takeDown(Notice.Kind kind, String destination, String subject) {
        var field = Notice.key(kind, destination, subject);
        return link.send(key, Request.cmd(Command.HDEL).arg(key).arg(field)).mapEmpty();
    }

    @Override
    public Future<Boolean> claim(String what, String by, Duration most) {
        var claim = claimKey(what);
        var ask =
                Request.cmd(Command.SET).arg(claim).arg(by).arg("NX").arg("PX").arg(most.toMillis());
        return link.send(claim, ask).map(Objects::nonNull);
    }

    @Override
    public Future<Void> free(String what, String by, Duration after) {
        var claim = claimKey(what);
        var free = after.isZero()
                ? Request.cmd(Command.DEL).arg(claim)
                : Request.cmd(Command.SET).arg(claim).arg(by).arg("PX").arg(after.toMillis());
        return link.send(claim, free).mapEmpty();
    }

    private String claimKey(String what) {
        return keys.global("claim|" + what);
    }

    private static List<Notice> notices(Response values) {
        var notices = new ArrayList<Notice>();
        for (var value : values) notice(value.toString()).ifPresent(notices::add);
        return notices;
    }

    /** One that a newer version has put up may mean nothing here. */
    private static Optional<Notice> notice(String stored) {
        try {
            var json = Json.object(Payload.of(stored));
            return Optional.of(new Notice(
                    Notice.Kind.valueOf(text(json, "kind")),
                    text(json, "destination"),
                    text(json, "subject"),
                    text(json, "by"),
                    text(json, "text"),
                    Instant.ofEpochMilli(((Number) json.getOrDefault("at", 0)).longValue())));
        } catch (IllegalArgumentException | ClassCastException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("notice.unreadable");
            return Optional.empty();
        }
    }

    private static String text(Map<String, Object> json, String key) {
        return String.valueOf(json.get(key));
    }
}
