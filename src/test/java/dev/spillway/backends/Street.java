package dev.spillway.backends;

import dev.spillway.faults.JavaProgram;
import dev.spillway.faults.Waiting;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.vendors.VendorsMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The process of the vendors. Blocks. */
final class Street implements AutoCloseable {
    private static final int SECONDS_MAX = 60;

    private final Process process;
    private final List<Site> sites;

    private Street(Process process, List<Site> sites) {
        this.process = process;
        this.sites = List.copyOf(sites);
    }

    /**
     * Starts them; returns when all are up.
     *
     * @param wanted one or more
     */
    static Street start(List<Wanted> wanted) throws IOException {
        var sites = new ArrayList<Site>();
        var ports = new HashSet<Integer>();
        for (var one : wanted) sites.add(new Site(one.backend, one.vendor, freePort(ports)));
        var words = new ArrayList<>(List.of(VendorsMain.class.getName()));
        sites.forEach(site -> words.add(site.vendor() + ":" + site.port()));
        var log = Files.createTempFile("spillway-vendors-", ".log");
        var options = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        var process = JavaProgram.start(new JavaProgram.Start(options, JavaProgram.testClassPath(), words, log));
        var street = new Street(process, sites);
        try {
            street.awaitUp(log);
            return street;
        } catch (IOException e) {
            street.close();
            throw e;
        }
    }

    private static int freePort(Set<Integer> taken) throws IOException {
        for (var port = LocalRedis.freePort(); ; port = LocalRedis.freePort()) if (taken.add(port)) return port;
    }

    /** A backend, and whose. */
    record Wanted(String backend, String vendor) {}

    private void awaitUp(Path log) throws IOException {
        var last = sites.get(sites.size() - 1);
        Waiting.until(
                "the vendors",
                SECONDS_MAX,
                () -> !process.isAlive() || !last.params().isEmpty());
        if (!process.isAlive()) throw new IOException("the vendors have ended; see " + log);
        Files.deleteIfExists(log);
    }

    List<Site> sites() {
        return sites;
    }

    Site site(String backend) {
        return sites.stream()
                .filter(site -> site.backend().equals(backend))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend " + backend));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
