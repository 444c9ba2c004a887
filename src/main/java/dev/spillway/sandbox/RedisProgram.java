package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** Chooses the redis-server to run: the first of the PATH that is 6.2 or newer, else the one inside a library. */
final class RedisProgram {
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");

    private RedisProgram() {}

    /** @param directory where the library's one is unpacked if it is needed */
    static Path find(Path directory) throws IOException {
        var installed =
                Programs.all("redis-server").filter(RedisProgram::isNewEnough).findFirst();
        return installed.isPresent() ? installed.get() : unpacked(directory);
    }

    private static Path unpacked(Path directory) throws IOException {
        var folder = Files.createDirectories(directory.resolve("bin"));
        return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    }

    private static boolean isNewEnough(Path candidate) {
        try {
            return isNewEnough(
                    Programs.run(List.of(candidate.toString(), "--version")).output());
        } catch (IOException e) {
            return false; // not a program of this machine: the next one may be
        }
    }

    static boolean isNewEnough(String versionText) {
        var match = VERSION.matcher(versionText);
        if (!match.find()) return false;
        var major = Integer.parseInt(match.group(1));
        return major > 6 || (major == 6 && Integer.parseInt(match.group(2)) >= 2);
    }
}
