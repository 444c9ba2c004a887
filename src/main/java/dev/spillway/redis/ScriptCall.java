package dev.spillway.redis;

import dev.spillway.event.Payload;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A script with its keys and arguments. Built and used on one thread, once. */
public final class ScriptCall {
    private final Script script;
    private final List<Buffer> keys = new ArrayList<>();
    private final List<Buffer> args = new ArrayList<>();

    public ScriptCall(Script script) {
        this.script = script;
    }

    /** Adds a key. */
    public ScriptCall key(String key) {
        return key(Buffer.buffer(key));
    }

    /** Adds a binary key. */
    public ScriptCall key(Buffer key) {
        keys.add(key);
        return this;
    }

    /** Adds a text. */
    public ScriptCall arg(String arg) {
        return arg(Buffer.buffer(arg));
    }

    /** Adds a number in decimal. */
    public ScriptCall arg(long arg) {
        return arg(Long.toString(arg));
    }

    /** Adds bytes. */
    public ScriptCall arg(Payload arg) {
        return arg(Buffer.buffer(arg.bytes()));
    }

    /** Adds bytes. */
    public ScriptCall arg(Buffer arg) {
        args.add(arg);
        return this;
    }

    Script script() {
        return script;
    }

    List<Buffer> keys() {
        return keys;
    }

    List<Buffer> args() {
        return args;
    }
}
