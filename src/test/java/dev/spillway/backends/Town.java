package dev.spillway.backends;

import dev.spillway.backends.Street.Wanted;
import dev.spillway.faults.GatewayFiles.More;
import dev.spillway.faults.Gateways;
import dev.spillway.faults.Report;
import dev.spillway.faults.Waiting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Two gateways and the backends they serve. Blocks. */
final class Town implements AutoCloseable {
    private static final int NODES = 2;

    private final Vertx vertx;
    private final Street street;
    private final Gateways gateways;
    private final Report report;

    private Town(Vertx vertx, Street street, Gateways gateways, Report report) {
        this.vertx = vertx;
        this.street = street;
        this.gateways = gateways;
        this.report = report;
    }

    /**
     * Starts them; returns when all are up.
     *
     * @param known how each backend is told to the gateways
     */
    static Town start(Report report, List<Wanted> wanted, Function<Site, Backend> known) throws IOException {
        return start(report, wanted, known, More.NOTHING);
    }

    /** @param more changes the files of each gateway, too */
    static Town start(Report report, List<Wanted> wanted, Function<Site, Backend> known, More more) throws IOException {
        report.say("starting " + wanted.size() + " backends and " + NODES + " gateways");
        var vertx = Vertx.vertx();
        var street = Street.start(wanted);
        try {
            var backends = street.sites().stream().map(known).toList();
            var files = new BackendFiles(backends);
            var gateways = Gateways.start(vertx, NODES, folder -> {
                files.change(folder);
                more.change(folder);
            });
            report.say("all processes are up");
            return new Town(vertx, street, gateways, report);
        } catch (IOException e) {
            street.close();
            vertx.close();
            throw e;
        }
    }

    List<Site> sites() {
        return street.sites();
    }

    Site site(String backend) {
        return street.site(backend);
    }

    Gateways gateways() {
        return gateways;
    }

    void say(String line) {
        report.say(line);
    }

    /** Until no lane holds anything; false if it is not so in time. */
    boolean settle(int secondsMax) {
        return Waiting.within(secondsMax * 1000L, () -> gateways.deliveries() == 0);
    }

    @Override
    public void close() throws IOException {
        street.close();
        gateways.close();
        try {
            vertx.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
