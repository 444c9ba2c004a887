package dev.spillway.faults;

import dev.spillway.sandbox.SimulatorSettings;
import dev.spillway.sandbox.Simulators;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** The simulators in a process of their own. */
final class SimulatorsMain {
    /** Two lines a call; enough for a full run. */
    private static final int ARRIVALS_MAX = 5_000_000;

    private SimulatorsMain() {}

    /** Starts them on the port that is the first argument, with webhooks to where the second says, if there is one, and stays. */
    public static void main(String[] arguments) throws Exception {
        var settings = SimulatorSettings.onPort(Integer.parseInt(arguments[0])).withArrivals(ARRIVALS_MAX);
        var simulators = Simulators.start(Vertx.vertx(), settings).await(20, TimeUnit.SECONDS);
        if (arguments.length > 1) simulators.callbackUrl(URI.create(arguments[1]));
        System.out.println("simulators on " + simulators.url());
    }
}
