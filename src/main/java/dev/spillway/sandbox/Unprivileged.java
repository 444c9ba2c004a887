package dev.spillway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words before a command that make it run without root's rights, because PostgreSQL refuses to run with them. Empty for
 * an ordinary user. For root: a user namespace where the machine allows one, else the user nobody, who then owns the files.
 *
 * @param prefix the words
 * @param owner the user id that has to own the files; -1 if they may stay as they are
 */
record Unprivileged(List<String> prefix, int owner) {
    private static final int NOBODY = 65_534;

    /** The first way that works here. */
    static Unprivileged find() throws IOException {
        if (!isRoot(List.of())) return new Unprivileged(List.of(), -1);
        for (var way : ways()) {
            if (way.works()) return way;
        }
        throw new IOException("PostgreSQL refuses to run as root, and this machine has neither user namespaces"
                + " (unshare -U) nor setpriv or runuser: run as an ordinary user");
    }

    static List<Unprivileged> ways() {
        return List.of(
                new Unprivileged(List.of("unshare", "-U"), -1),
                new Unprivileged(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), NOBODY),
                new Unprivileged(List.of("runuser", "-u", "nobody", "--"), NOBODY));
    }

    boolean works() {
        try {
            return Programs.find(prefix.get(0)).isPresent() && !isRoot(prefix);
        } catch (IOException e) {
            return false;
        }
    }

    /** False also when the command could not be run as somebody else at all: then the next way is tried. */
    private static boolean isRoot(List<String> prefix) throws IOException {
        var id = Programs.run(Programs.join(prefix, "id", "-u"));
        return id.exit() != 0 || id.output().strip().equals("0");
    }

    /** Makes the folder and all in it the other user's, and lets him pass through the two above. */
    void own(Path folder) throws IOException {
        if (owner < 0) return;
        pass(folder.resolve("..").normalize());
        pass(folder.resolve("../..").normalize());
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(this::give);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void give(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pass(Path folder) throws IOException {
        var allowed = Files.getPosixFilePermissions(folder);
        if (allowed.add(PosixFilePermission.OTHERS_EXECUTE)) Files.setPosixFilePermissions(folder, allowed);
    }
}
