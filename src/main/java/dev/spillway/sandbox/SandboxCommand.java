package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code spillway sandbox}: a whole Spillway with all that surrounds it, on one machine, for looking and trying. Exit codes:
 * 0, or 1 when something did not start or a hop of the conversation failed, or 2 for a wrong command line.
 */
@Command(
        name = "sandbox",
        sortOptions = false,
        description =
                "Starts a real Redis, a real PostgreSQL, simulators of Meta, an ERP and a CRM, and the gateway; plays one"
                        + " conversation through them and stays up until Ctrl-C.")
public final class SandboxCommand implements Callable<Integer> {
    private static final long UNWIND_MAX_SECONDS = 20;
    private static final int TAIL_LINES = 12;

    private final GatewayLauncher launcher;
    private final Console console;
    private final Transcript transcript;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();

    @Mixin
    private final SandboxOptions options = new SandboxOptions();

    /** @param launcher starts the gateway */
    public SandboxCommand(GatewayLauncher launcher) {
        this(launcher, Console.open());
    }

    SandboxCommand(GatewayLauncher launcher, Console console) {
        this.launcher = launcher;
        this.console = console;
        this.transcript = new Transcript(console);
    }

    @Override
    public Integer call() throws IOException {
        var wrong = wrongOptions();
        if (!wrong.isEmpty()) {
            transcript.bad(wrong);
            return 1;
        }
        var sandbox = new Sandbox(transcript, options, launcher);
        var main = Thread.currentThread();
        var hook = new Thread(() -> stop(sandbox, main), "sandbox-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run(sandbox);
        } finally {
            ended.countDown();
            forget(hook);
        }
    }

    private String wrongOptions() {
        if (!Files.isReadable(options.config())) {
            return "Cannot read " + options.config().toAbsolutePath() + "; name the configuration by --config.";
        }
        if (Ports.isTaken(options.port())) return taken(options.port(), "--port");
        if (Ports.isTaken(options.managementPort())) return taken(options.managementPort(), "--management-port");
        if (Ports.isTaken(options.simulatorsPort())) return taken(options.simulatorsPort(), "--simulators-port");
        return "";
    }

    private static String taken(int port, String option) {
        return "Port " + port + " is in use; choose another by " + option + ", 0 takes a free one.";
    }

    private int run(Sandbox sandbox) throws IOException {
        try {
            var running = sandbox.start();
            if (options.demo() || options.once()) play(running);
            if (!options.once()) stay(running);
            return 0;
        } catch (SandboxFailure e) {
            return fail(sandbox, e);
        } finally {
            Thread.interrupted(); // an interrupt has done its work by now and must not disturb the ending
            end(sandbox);
        }
    }

    private void play(Sandbox.Running running) throws SandboxFailure {
        var demo = new Demo(Clock.systemUTC(), transcript, running.simulators().url(), running.managementUrl());
        demo.play();
        transcript.good("The whole way once: everything happened, and the ledger knows it.");
    }

    private void stay(Sandbox.Running running) throws IOException {
        new Invitation(transcript, running).print(Clock.systemUTC());
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            transcript.title("Stopping");
        }
    }

    private int fail(Sandbox sandbox, SandboxFailure failure) throws IOException {
        if (stopping.get()) return 1; // by the one who looks on: nothing to explain
        transcript.bad(String.valueOf(failure.getMessage()));
        var logs = KeptLogs.of(sandbox.folder());
        logs.tail(TAIL_LINES).forEach(line -> transcript.say(console.styled(Console.Style.DIM, line)));
        transcript.say("The logs are kept in " + logs.folder());
        return 1;
    }

    private void end(Sandbox sandbox) {
        try {
            sandbox.close();
            if (stopping.get()) transcript.say("Everything has ended, nothing is left behind.");
        } catch (SandboxFailure e) {
            transcript.bad(String.valueOf(e.getMessage()));
        }
    }

    /** On the shutdown hook, that is, after Ctrl-C or SIGTERM: lets the main thread unwind, then ends what it left. */
    private void stop(Sandbox sandbox, Thread main) {
        stopping.set(true);
        sandbox.refuse();
        main.interrupt();
        try {
            if (!ended.await(UNWIND_MAX_SECONDS, TimeUnit.SECONDS)) end(sandbox);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is what brought us here.
        }
    }
}
