package dev.spillway.ladder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.spillway.sandbox.Folder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Requests made ahead, in a few files that are shared out among the client's threads. A record: its length in {@value #DIGITS}
 * digits, and the request.
 *
 * @param folder holds nothing else
 * @param count in all files together
 */
record RequestFiles(Path folder, long count) {
    /** Divides well among one, two and four threads. */
    static final int PARTS = 4;

    static final int DIGITS = 8;

    private static final int BUFFER_BYTES = 1 << 16;

    /** Writes them, down to the disk: it is not to write when something is measured. The folder must not exist. */
    static RequestFiles write(Path folder, long count, Payloads payloads) throws IOException {
        Files.createDirectory(folder);
        for (var part = 0; part < PARTS; part++) fill(part(folder, part), count / PARTS + 1, payloads);
        return new RequestFiles(folder, count);
    }

    private static void fill(Path file, long count, Payloads payloads) throws IOException {
        try (var channel = FileChannel.open(file, CREATE_NEW, WRITE);
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
            for (var n = 0L; n < count; n++) {
                var request = payloads.next();
                out.write(String.format(Locale.ROOT, "%0" + DIGITS + "d", request.length)
                        .getBytes(US_ASCII));
                out.write(request);
            }
            out.flush();
            channel.force(true);
        }
    }

    private static Path part(Path folder, int part) {
        return folder.resolve(part + ".requests");
    }

    /** Takes them away. */
    void remove() throws IOException {
        Folder.remove(folder);
    }

    /** All of them, one after the other. */
    Reader open() throws IOException {
        return new Reader(this);
    }

    /** Not thread-safe. */
    static final class Reader implements Requests, AutoCloseable {
        private final RequestFiles files;
        private int part;
        private InputStream in;

        private Reader(RequestFiles files) throws IOException {
            this.files = files;
            this.in = open(0);
        }

        private InputStream open(int number) throws IOException {
            return new BufferedInputStream(Files.newInputStream(part(files.folder, number)), BUFFER_BYTES);
        }

        @Override
        public byte @Nullable [] next() throws IOException {
            var length = in.readNBytes(DIGITS);
            while (length.length == 0) {
                if (++part == PARTS) return null;
                in.close();
                in = open(part);
                length = in.readNBytes(DIGITS);
            }
            return in.readNBytes(Integer.parseInt(new String(length, US_ASCII)));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
