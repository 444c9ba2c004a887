package dev.spillway;

import dev.spillway.yaml.Problem;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spillway run}: the gateway, until SIGTERM or Ctrl-C. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the gateway. On SIGTERM it drains: /ready turns red, then everything closes in order.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final long START_SECONDS_MAX = 120;

    private final Clock clock;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One that goes by this machine's clock. */
    RunCommand() {
        this(Clock.systemUTC());
    }

    /** @param clock which everything goes by that is not Redis' */
    RunCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        var lines = LogQueue.begin();
        try {
            return run(lines);
        } finally {
            lines.stop();
        }
    }

    private int run(LogQueue lines) throws Exception {
        try {
            var setup = config.load();
            LOG.atInfo().addKeyValue("config", setup.config()).log("gateway.starting");
            setup.warnings().forEach(RunCommand::warn);
            OpenFiles.lacking(setup.config().ingress().connectionsMax()).ifPresent(RunCommand::warn);
            var app = App.start(setup, clock).await(START_SECONDS_MAX, TimeUnit.SECONDS);
            lines.count(app.registry());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(app, setup, lines), "stop"));
            HangUp.on(app::reload);
            LOG.atInfo()
                    .addKeyValue("port", app.port())
                    .addKeyValue("managementPort", app.managementPort())
                    .log("gateway.started");
            new CountDownLatch(1).await();
            return 0;
        } catch (SetupException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("gateway.failed");
            return failed("The gateway did not start: " + e.getMessage());
        }
    }

    private static void warn(Problem warning) {
        LOG.atWarn().addKeyValue("problem", warning).log("config.warning");
    }

    private int failed(String why) {
        var err = spec.commandLine().getErr();
        err.println(why);
        err.flush();
        return 1;
    }

    private static void stop(App app, Setup setup, LogQueue lines) {
        var shutdown = setup.config().shutdown();
        try {
            app.stop(shutdown.drainDelay()).await(shutdown.max().toMillis(), TimeUnit.MILLISECONDS);
            LOG.atInfo().log("gateway.stopped");
        } catch (Exception e) {
            LOG.atError().setCause(e).log("gateway.notStopped");
        } finally {
            lines.stop();
        }
    }
}
