package dev.spillway.sandbox.meta;

import java.util.ArrayList;
import java.util.List;

/**
 * When every message came, in microseconds since 1970, whatever became of it: those to send, refused ones too, and those that
 * people wrote. Rows are numbered from 0 on and their times never go back. A row costs some 40 bytes and its key; a full log
 * takes no more rows and says how many it left out.
 */
final class ArrivalLog {
    /** The code of a message about which nothing was decided: a fault that was set kept it away. */
    static final int UNDECIDED = -1;

    private static final int BLOCK_BITS = 14;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final int max;
    private final Roster numbers = new Roster(Short.MAX_VALUE);
    private final Roster people;
    private final List<Block> blocks = new ArrayList<>();
    private int size;
    private long leftOut;
    private long lastUs;

    /** @param max rows it holds */
    ArrivalLog(int max) {
        this.max = max;
        this.people = new Roster(max);
    }

    /** What is known of a message at first sight. */
    record Came(String number, String person, String type, String key) {}

    /** Some thousand rows, column by column. */
    private static final class Block {
        private final long[] at = new long[BLOCK];
        private final short[] number = new short[BLOCK];
        private final int[] person = new int[BLOCK];
        private final int[] code = new int[BLOCK];
        private final int[] fate = new int[BLOCK];
        private final boolean[] initiated = new boolean[BLOCK];
        private final boolean[] inbound = new boolean[BLOCK];
        private final String[] type = new String[BLOCK];
        private final String[] key = new String[BLOCK];
    }

    /**
     * Somebody wants it sent.
     *
     * @return its row, for {@link #settle}; negative if the log is full
     */
    int send(long atUs, Came came) {
        return add(atUs, came, false);
    }

    /** Somebody wrote it to a business number. */
    void inbound(long atUs, Came came) {
        add(atUs, came, true);
    }

    private int add(long atUs, Came came, boolean inbound) {
        if (size >= max) {
            leftOut++;
            return Roster.NONE;
        }
        if (size == blocks.size() << BLOCK_BITS) blocks.add(new Block());
        lastUs = Math.max(lastUs, atUs);
        var block = block(size);
        var slot = slot(size);
        block.at[slot] = lastUs;
        block.number[slot] = (short) numbers.enlist(came.number);
        block.person[slot] = came.person.isEmpty() ? Roster.NONE : people.enlist(came.person);
        block.inbound[slot] = inbound;
        block.code[slot] = UNDECIDED;
        block.type[slot] = came.type;
        block.key[slot] = came.key;
        return size++;
    }

    /**
     * What became of it.
     *
     * @param code of the error it was refused with; 0 = accepted
     * @param fate code of the error that a status will tell; 0 = none
     * @param initiated whether a business spoke first: it counts against the tier
     */
    void settle(int row, int code, int fate, boolean initiated) {
        if (row < 0) return;
        var block = block(row);
        block.code[slot(row)] = code;
        block.fate[slot(row)] = fate;
        block.initiated[slot(row)] = initiated;
    }

    void clear() {
        blocks.clear();
        people.clear();
        numbers.clear();
        size = 0;
        leftOut = 0;
    }

    int size() {
        return size;
    }

    long leftOut() {
        return leftOut;
    }

    long atUs(int row) {
        return block(row).at[slot(row)];
    }

    int numberIndex(int row) {
        return block(row).number[slot(row)];
    }

    String number(int row) {
        return numbers.name(block(row).number[slot(row)]);
    }

    /** The person's place in the list of those seen; negative if the message named none. */
    int personIndex(int row) {
        return block(row).person[slot(row)];
    }

    String person(int row) {
        return people.name(personIndex(row));
    }

    int code(int row) {
        return block(row).code[slot(row)];
    }

    int fate(int row) {
        return block(row).fate[slot(row)];
    }

    boolean isInitiated(int row) {
        return block(row).initiated[slot(row)];
    }

    boolean isInbound(int row) {
        return block(row).inbound[slot(row)];
    }

    String type(int row) {
        return block(row).type[slot(row)];
    }

    String key(int row) {
        return block(row).key[slot(row)];
    }

    /** The first row at that time or later; {@link #size} if there is none. */
    int firstAt(long atUs) {
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (atUs(middle) < atUs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Block block(int row) {
        return blocks.get(row >> BLOCK_BITS);
    }

    private static int slot(int row) {
        return row & (BLOCK - 1);
    }
}
