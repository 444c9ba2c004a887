package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.api.Senders.Sender;
import dev.spillway.api.Senders.Wish;
import dev.spillway.config.GatewayConfig;
import dev.spillway.config.SenderConfig;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.References;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnSendersTest {
    private static final Set<String> SECRETS = Set.of("META_APP_SECRETS", "META_VERIFY_TOKEN", "META_ACCESS_TOKEN");

    /** Everybody's, one of a tenant, two of a branch of which one is preferred, and two of another tenant. */
    private static final List<SenderConfig> SENDERS = senders(
            "main,,,false",
            "acme,acme,,false",
            "norte-1,acme,norte,false",
            "norte-2,acme,norte,true",
            "otto-1,otto,,false",
            "otto-2,otto,,false");

    /** The shipped sender in several editions: name, tenant, branch, preferred. */
    private static List<SenderConfig> senders(String... written) {
        var senders = new ArrayList<SenderConfig>();
        for (var each : written) senders.add(sender(each.split(",", -1), senders.size()));
        return senders;
    }

    private static SenderConfig sender(String[] words, int place) {
        var shipped = shipped();
        return new SenderConfig(
                shipped.kind(),
                words[0],
                String.valueOf(1000 + place),
                words[1],
                words[2],
                Boolean.parseBoolean(words[3]),
                shipped.marks(),
                shipped.businessAccountId(),
                shipped.accessToken(),
                shipped.apiUrl(),
                shipped.version(),
                shipped.timeout(),
                shipped.throughput(),
                shipped.floorPercent(),
                shipped.pairInterval(),
                shipped.portfolio(),
                shipped.tier(),
                shipped.destination());
    }

    private static SenderConfig shipped() {
        try {
            var text = Files.readString(Path.of("conf/gateway.yaml")).replaceAll("\\$\\{([A-Z_]+)}", "\\${$1:12345}");
            var problems = new Problems("gateway.yaml");
            var references = References.of(name -> SECRETS.contains(name) ? "12345" : null);
            return problems.unlessAny(StrictYaml.bind(GatewayConfig.class, text, references, problems))
                    .senders()
                    .get(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Sender choose(List<SenderConfig> senders, String name, String tenant, String branch) {
        return new OwnSenders(senders, List::of).choose(new Wish(name, tenant, branch));
    }

    @ParameterizedTest
    @CsvSource({
        "acme, norte, norte-2", // the branch's own
        "acme, sur,   acme", // the tenant's
        "acme, '',    acme",
        "otra, '',    main", // everybody's
        "'',   '',    main",
    })
    void theClosestSends(String tenant, String branch, String sender) {
        assertThat(choose(SENDERS, "", tenant, branch).name()).isEqualTo(sender);
    }

    @Test
    void theMessageIsItsTenantsWhoeverSendsIt() {
        assertThat(choose(SENDERS, "", "otra", "")).isEqualTo(new Sender("main", "otra"));
        assertThat(choose(SENDERS, "acme", "", "")).isEqualTo(new Sender("acme", "acme"));
    }

    @Test
    void whoeverIsNamedSendsIfTheyMay() {
        assertThat(choose(SENDERS, "norte-1", "acme", "norte").name()).isEqualTo("norte-1");
        assertThat(choose(SENDERS, "main", "otto", "").name()).isEqualTo("main");
        assertThatThrownBy(() -> choose(SENDERS, "norte-1", "acme", "sur"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sender norte-1 sends for tenant acme, branch norte, not for tenant acme, branch sur: leave"
                        + " sender out, or tenant and branch");
        assertThatThrownBy(() -> choose(SENDERS, "nadie", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sender must name one of gateway.yaml: main (everybody), acme (tenant acme), ");
    }

    @Test
    void severalThatAreEquallyCloseAreToldAndNoneIsChosen() {
        assertThatThrownBy(() -> choose(SENDERS, "", "otto", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tenant: several send for tenant otto, and none is preferred in gateway.yaml");
    }

    @Test
    void whereNobodySendsForThemItSaysWhoThereIs() {
        var own = senders("acme,acme,,false", "norte,acme,norte,false");

        assertThatThrownBy(() -> choose(own, "", "otto", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tenant: no sender of gateway.yaml sends for tenant otto; there are acme (tenant acme), norte"
                                + " (tenant acme, branch norte)");
        assertThatThrownBy(() -> choose(own, "", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sender: no sender of gateway.yaml sends for everybody");
    }

    @Test
    void theOnlyOneSendsWhereNobodySaysWho() {
        assertThat(choose(senders("acme,acme,norte,false"), "", "", "")).isEqualTo(new Sender("acme", "acme"));
    }

    @Test
    void whatWillHaveToBeNamedIsToldWhenTheFilesAreChecked() {
        var problems = new Problems("gateway.yaml");
        Areas.check(SENDERS, problems);

        assertThat(problems.warnings())
                .extracting(Problem::what)
                .containsExactly("otto-1, otto-2 send for tenant otto, and none is preferred");
    }
}
