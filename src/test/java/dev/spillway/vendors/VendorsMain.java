package dev.spillway.vendors;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Vendors in a process of their own. */
public final class VendorsMain {
    private VendorsMain() {}

    /**
     * Starts them and stays.
     *
     * @param arguments each {@code name:port}, e.g. {@code zendesk:9001}; a name may come several times
     */
    public static void main(String[] arguments) throws Exception {
        var vertx = Vertx.vertx();
        for (var argument : arguments) {
            var parts = argument.split(":", 2);
            var vendor = Vendors.of(parts[0]);
            VendorServer.start(vertx, Clock.systemUTC(), vendor, Integer.parseInt(parts[1]))
                    .await(20, TimeUnit.SECONDS);
        }
        System.out.println(arguments.length + " vendors are up");
    }
}
