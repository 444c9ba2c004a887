package dev.spillway;

import dev.spillway.config.SenderConfig;
import dev.spillway.template.Account;
import dev.spillway.template.GraphFailure;
import dev.spillway.template.TemplateApi;
import dev.spillway.template.TemplateErrand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which accounts of the provider a command about templates is for, and the errand run at each of them. */
final class TemplatePlaces {
    private static final int NO_ANSWER = 3;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--sender", paramLabel = "NAME", description = "Only the account of this sender. Default: all.")
    private @Nullable String sender;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Asks this address instead of the senders' apiUrl, with their tokens.")
    private @Nullable URI baseUrl;

    /**
     * Runs an errand at each account.
     *
     * @return 0 if it was good at all of them, 1 if not, 3 if the provider does not answer
     */
    int each(Terminal terminal, BiFunction<TemplateErrand, TemplateErrand.Place, Future<Boolean>> errand) {
        try {
            var places = places(config.load());
            if (!places.isEmpty()) return run(terminal, places, errand);
            terminal.complain("no sender" + (sender == null ? "" : " " + sender)
                    + " has a businessAccountId: set it in " + config.file());
        } catch (SetupException e) {
            terminal.complain(String.valueOf(e.getMessage()));
        }
        return 1;
    }

    private List<TemplateErrand.Place> places(Setup setup) {
        var senders = new LinkedHashMap<String, List<SenderConfig>>();
        for (var account : setup.config().accounts()) {
            var there = setup.config().senders().stream()
                    .filter(it -> it.businessAccountId().equals(account.id()))
                    .toList();
            if (sender == null || there.stream().anyMatch(it -> it.name().equals(sender))) {
                senders.put(account.id(), there);
            }
        }
        return setup.config().accounts().stream()
                .filter(account -> senders.containsKey(account.id()))
                .map(account -> place(setup, account, senders.getOrDefault(account.id(), List.of())))
                .toList();
    }

    private TemplateErrand.Place place(Setup setup, Account account, List<SenderConfig> senders) {
        var url = baseUrl;
        var names = senders.stream().map(SenderConfig::name).toList();
        return new TemplateErrand.Place(
                url == null ? account : account.at(url), setup.edition().templates(), names);
    }

    private static int run(
            Terminal terminal,
            List<TemplateErrand.Place> places,
            BiFunction<TemplateErrand, TemplateErrand.Place, Future<Boolean>> errand) {
        var vertx = Vertx.vertx();
        try {
            var today = LocalDate.now(Clock.systemUTC());
            var errands = new TemplateErrand(new TemplateApi(vertx), today, terminal::say);
            var good = true;
            for (var place : places) good &= errand.apply(errands, place).await();
            return good ? 0 : 1;
        } catch (GraphFailure e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return e.answered() ? 1 : NO_ANSWER;
        } finally {
            vertx.close().await();
        }
    }
}
