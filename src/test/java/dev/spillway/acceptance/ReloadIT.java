package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Gateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files are changed while two nodes run on them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadIT {
    private static final String BACKENDS = "backends.yaml";
    private static final String GATES = "gates.yaml";
    private static final String RIGHT = "${CRM_URL:http://127.0.0.1:8090/crm}";
    private static final String WRONG = "http://127.0.0.1:9/crm";

    private ConfCopy conf;
    private Scene scene;
    private Gateway second;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        conf = ConfCopy.in(folder);
        scene = Scene.on(OwnStores.start(), conf.gateway());
        second = scene.another(conf.gateway());
    }

    @AfterAll
    void stop() throws Exception {
        second.close();
        scene.close();
    }

    @BeforeEach
    void withTheShippedFiles() throws IOException {
        conf.restore(BACKENDS);
        conf.restore(GATES);
        assertThat(scene.asks("/reload").status()).isEqualTo(200);
        everyNodeWorksWith(edition());
    }

    private String edition() {
        return editions().get(0);
    }

    private List<String> editions() {
        var nodes = scene.management("/nodes").json().path("nodes");
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.path("edition").asText())
                .toList();
    }

    private void everyNodeWorksWith(String edition) {
        Scene.await("both nodes at " + edition)
                .until(this::editions, editions -> editions.equals(List.of(edition, edition)));
    }

    @Test
    void whatWaitsForABackendGoesOnWhenItsFileIsMended() throws IOException {
        conf.change(BACKENDS, RIGHT, WRONG);
        var broken = scene.asks("/reload").json();
        assertThat(broken.path("backends")).hasSize(1);
        assertThat(broken.at("/backends/0").asText()).isEqualTo("crm");
        everyNodeWorksWith(broken.path("edition").asText());

        var customers = scene.customers(6);
        for (var customer : customers) {
            customer.asks();
            customer.answered(1, Duration.ofSeconds(10));
        }
        assertThat(customers)
                .allSatisfy(customer -> assertThat(customer.notes()).isEmpty());

        conf.change(BACKENDS, WRONG, RIGHT);
        var mended = scene.asks("/reload").json().path("edition").asText();
        everyNodeWorksWith(mended);
        Scene.await("every note")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        customers.stream().allMatch(customer -> customer.notes().size() == 1));
        assertThat(scene.crm().effects().values()).containsOnly(1);
        assertThat(origins(customers.get(0)))
                .as("attempts by both versions of the file")
                .hasSizeGreaterThan(1)
                .allMatch(origin -> origin.matches("rest-crm@[0-9a-f]{8}"));
    }

    /** What answers for the attempts at the note. */
    private List<String> origins(Customer customer) {
        return Scene.await("attempts in the ledger")
                .until(
                        () -> scene.trace("contact", customer.phone()).rows("attempt").stream()
                                .filter(row ->
                                        row.at("/detail/destination").asText().equals("crm"))
                                .map(row -> row.at("/detail/connector").asText())
                                .distinct()
                                .toList(),
                        origins -> origins.size() > 1);
    }

    @Test
    void aBadFileLeavesTheOldOneRunningAndSaysWhy() throws IOException {
        var before = edition();
        conf.change(BACKENDS, "token: ${secret:CRM_TOKEN}", "token: s3cret");
        var refused = scene.asks("/reload");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("edition").asText()).isEqualTo(before);
        assertThat(refused.json().at("/problems/0").asText())
                .contains("backends.yaml:", "backends[1].params.token", "${secret:NAME}")
                .doesNotContain("s3cret");
        assertThat(scene.management("/metrics").body()).contains("gateway_config_refused 1.0");

        var customer = scene.customer();
        customer.asks();
        customer.answered(1, Duration.ofSeconds(10));
        Scene.await("the note").until(() -> customer.notes().size() == 1);
        assertThat(editions()).containsOnly(before);
    }

    @Test
    void whatTheGatesSayAnewCountsOnAllNodes() throws IOException {
        var quiet = "quietHours:  {authentication: pass,    reply: ";
        conf.change(GATES, quiet + "pass", quiet + "postpone");
        conf.change(GATES, "from: \"21:00\"", "from: \"00:00:00\"");
        conf.change(GATES, "to: \"09:00\"", "to: \"23:59:59\"");
        everyNodeWorksWith(scene.asks("/reload").json().path("edition").asText());
        var late = scene.customers(6);
        for (var customer : late) customer.asks();
        for (var customer : late) {
            Scene.await("the answer that waits")
                    .until(() -> scene.trace("contact", customer.phone()).rows("attempt").stream()
                            .anyMatch(row -> row.at("/detail/code").asText().equals("quiet_hours")));
        }
        assertThat(late).allSatisfy(customer -> assertThat(customer.answers()).isEmpty());

        conf.restore(GATES);
        everyNodeWorksWith(scene.asks("/reload").json().path("edition").asText());
        for (var customer : scene.customers(6)) {
            customer.asks();
            customer.answered(1, Duration.ofSeconds(10));
        }
    }

    @Test
    void badGatesLeaveTheOldOnesInForceAndSayWhy() throws IOException {
        var before = edition();
        conf.change(GATES, "margin: PT5M", "margin: 5 minutes");
        var refused = scene.asks("/reload");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/problems/0").asText())
                .matches(".*gates\\.yaml:\\d+: .*")
                .contains("window.margin", "write an ISO 8601 duration");
        assertThat(editions()).containsOnly(before);
        var customer = scene.customer();
        customer.asks();
        customer.answered(1, Duration.ofSeconds(10));
    }

    @Test
    void aSignalToOneNodeReachesAll() throws IOException {
        var before = edition();
        conf.change(BACKENDS, "attemptsMax: 40", "attemptsMax: 41");
        scene.hangUp();

        Scene.await("both nodes with other files")
                .until(this::editions, editions -> editions.stream().noneMatch(before::equals));
        assertThat(editions()).hasSize(2);
        assertThat(editions().get(0)).isEqualTo(editions().get(1));
    }
}
