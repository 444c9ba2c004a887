package dev.spillway.redis;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Which of a Redis Cluster's slots a key lives in: CRC-16 (XMODEM) of its hash tag, or of the whole key if it has none. */
final class Slot {
    static final int COUNT = 16_384;
    private static final int POLYNOMIAL = 0x1021;
    private static final int[] TABLE =
            IntStream.range(0, 256).map(Slot::remainder).toArray();

    private Slot() {}

    static int of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    static int of(Buffer key) {
        return of(key.getBytes());
    }

    /** The tag is what stands between the first opening brace and the next closing one, if that is anything. */
    private static int of(byte[] key) {
        var open = indexOf(key, '{', 0);
        var close = open < 0 ? -1 : indexOf(key, '}', open + 1);
        return (close > open + 1 ? crc(key, open + 1, close) : crc(key, 0, key.length)) % COUNT;
    }

    private static int indexOf(byte[] key, char wanted, int from) {
        for (var i = from; i < key.length; i++) {
            if (key[i] == wanted) return i;
        }
        return -1;
    }

    private static int crc(byte[] bytes, int from, int to) {
        var crc = 0;
        for (var i = from; i < to; i++) crc = next(crc, bytes[i]);
        return crc;
    }

    private static int next(int crc, byte more) {
        return (crc << 8 ^ TABLE[(crc >> 8 ^ more) & 0xFF]) & 0xFFFF;
    }

    private static int remainder(int head) {
        var sum = head << 8;
        for (var bit = 0; bit < 8; bit++) {
            sum = (sum & 0x8000) == 0 ? sum << 1 : sum << 1 ^ POLYNOMIAL;
        }
        return sum & 0xFFFF;
    }
}
