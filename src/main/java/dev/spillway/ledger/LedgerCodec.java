package dev.spillway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.event.Payload;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of ledger entries: JSON {@code {"v":1,"e":[…]}}, short keys, empty parts left out, times in microseconds
 * (as Postgres keeps them). Written by every node, read by the one that owns the shard, perhaps an older or a newer one:
 * unknown keys are skipped, an unknown version is not guessed at. Callable from any thread.
 */
public final class LedgerCodec {
    /** Grows when an older reader could no longer understand what is written. */
    static final int VERSION = 1;

    /** What the value of field {@code r} begins with, before its entries, parted by commas. */
    public static final String HEAD = "{\"v\":" + VERSION + ",\"e\":[";

    /** What it ends with. */
    public static final String TAIL = "]}";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SerializedString COMMA = new SerializedString(",");

    private LedgerCodec() {}

    /**
     * The value of field {@code r} in the ledger's stream. Never fails: a detail that is no JSON value is written as its
     * text, NUL (which Postgres cannot keep in a text) as U+FFFD.
     */
    public static Payload encode(List<? extends LedgerEntry> entries) {
        return Payload.of(HEAD + text(entries) + TAIL);
    }

    /**
     * The entries of one run, which will stand beside those of others: without {@link #HEAD} and {@link #TAIL}, and rows that
     * belong together as one.
     */
    public static Payload encodeRun(List<? extends LedgerEntry> entries) {
        return Payload.of(text(Folds.fold(entries)));
    }

    private static String text(List<? extends LedgerEntry> entries) {
        // By way of characters: a lone surrogate becomes '?' instead of an exception.
        var text = new StringWriter(256 * entries.size());
        try (var out = JSON.getFactory().createGenerator(text)) {
            out.setRootValueSeparator(COMMA);
            for (var entry : entries) new EntryJson(out).write(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if any part of it cannot be read
     */
    public static List<LedgerEntry> decode(byte[] bytes) {
        var salvaged = salvage(bytes);
        if (!salvaged.problem().isEmpty()) throw new IllegalArgumentException(salvaged.problem());
        return salvaged.entries();
    }

    /** Reads what can be read. Never throws. */
    static Salvaged salvage(byte[] bytes) {
        try {
            var root = JSON.readTree(bytes);
            var version = root.path("v").asInt(-1);
            return version == VERSION ? entries(root.path("e")) : Salvaged.nothing("unknown version " + version);
        } catch (JsonProcessingException e) {
            return Salvaged.nothing("not JSON");
        } catch (IOException e) {
            return Salvaged.nothing("unreadable");
        }
    }

    private static Salvaged entries(JsonNode list) {
        if (!list.isArray()) return Salvaged.nothing("no entries");
        var entries = new ArrayList<LedgerEntry>(list.size());
        var problem = "";
        for (var node : list) {
            try {
                entries.add(EntryNode.read(node));
            } catch (RuntimeException e) {
                // The message is ours or the JDK's about one field; the raw bytes are kept, not this text.
                problem = "broken entry: " + e.getClass().getSimpleName();
            }
        }
        return new Salvaged(entries, problem);
    }

    /**
     * What could be read.
     *
     * @param problem why not all of it; empty if all was read
     */
    record Salvaged(List<LedgerEntry> entries, String problem) {
        Salvaged {
            entries = List.copyOf(entries);
        }

        static Salvaged nothing(String problem) {
            return new Salvaged(List.of(), problem);
        }
    }
}
