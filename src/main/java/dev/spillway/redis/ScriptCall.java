package dev.spillway.redis;

import dev.spillway.event.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script with its keys and arguments. Built and used on one thread, once. */
public final class ScriptCall {
    private static final String NEVER_THERE = "-";

    private final Script script;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> args;

    public ScriptCall(Script script) {
        this(script, 10);
    }

    /** @param args how many there will be, about */
    public ScriptCall(Script script, int args) {
        this.script = script;
        this.args = new ArrayList<>(args);
    }

    /** Adds a key. */
    public ScriptCall key(String key) {
        keys.add(key.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds a binary key. */
    public ScriptCall key(Buffer key) {
        keys.add(key.getBytes());
        return this;
    }

    /** Adds a text. */
    public ScriptCall arg(String arg) {
        return arg(arg.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number in decimal. */
    public ScriptCall arg(long arg) {
        return arg(Long.toString(arg));
    }

    /** Adds bytes. */
    public ScriptCall arg(Payload arg) {
        return arg(arg.bytes());
    }

    /** Adds bytes. */
    public ScriptCall arg(Buffer arg) {
        return arg(arg.getBytes());
    }

    /** Adds bytes, which are the call's from now on. */
    public ScriptCall arg(byte[] arg) {
        args.add(arg);
        return this;
    }

    /** Which server it belongs to; null if it names no key. */
    @Nullable
    Buffer firstKey() {
        return keys.isEmpty() ? null : Buffer.buffer(keys.get(0));
    }

    /** As a command to a Redis that knows the script. */
    Request known() {
        return request(Command.EVALSHA, script.sha());
    }

    /** As a command to a Redis that does not. */
    Request inFull() {
        return request(Command.EVAL, script.text());
    }

    private Request request(Command command, String which) {
        var prefix = isPrefix();
        var request = Request.cmd(command).arg(which).arg(prefix ? 2 : keys.size());
        keys.forEach(request::arg);
        if (prefix) request.arg(Buffer.buffer(keys.get(0)).appendString(NEVER_THERE));
        args.forEach(request::arg);
        return request;
    }

    /**
     * A script that is given a shard's key prefix makes its keys from it. While the shard's slot is on its way to another server,
     * some of them are at one and some at the other, and the one missing key would let the script run there on a part. With two
     * missing keys a cluster refuses it until the slot has arrived.
     */
    private boolean isPrefix() {
        if (keys.size() != 1) return false;
        var only = keys.get(0);
        var end = only.length - 1;
        return end > 0 && only[end] == ':' && only[end - 1] == '}';
    }
}
