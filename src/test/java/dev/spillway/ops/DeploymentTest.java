package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What {@code docker compose} and Jib would be told, checked without either. */
class DeploymentTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}");

    @Test
    void startsEverythingAndKnowsWhenItIsWell() throws IOException {
        var services = compose().path("services");

        assertThat(names(services)).containsExactlyInAnyOrder("gateway", "redis", "postgres", "prometheus", "grafana");
        for (var service : services) {
            assertThat(service.path("healthcheck").path("test").isArray()).isTrue();
            assertThat(service.path("image").asText()).matches("spillway:latest|.+:v?\\d+\\.?.*");
        }
    }

    @Test
    void givesRedisWhatThePromisesNeed() throws IOException {
        var command = texts(compose().path("services").path("redis").path("command"));

        assertThat(command)
                .containsSequence("--appendonly", "yes")
                .containsSequence("--appendfsync", "always")
                .containsSequence("--maxmemory-policy", "noeviction");
    }

    @Test
    void holdsNoSecretAndAsksForEachInTheEnvironment() throws IOException {
        var environment = compose().path("services").path("gateway").path("environment");
        var example = Files.readAllLines(Path.of(".env.example"));

        for (var name :
                List.of("META_APP_SECRETS", "META_VERIFY_TOKEN", "META_ACCESS_TOKEN", "SPILLWAY_POSTGRES_URL")) {
            assertThat(environment.path(name).asText()).isEqualTo("${" + name + ":?set it in .env}");
            assertThat(example).contains(name + "=");
        }
    }

    @Test
    void saysInTheExampleWhatComposeAndTheConfigurationAskFor() throws IOException {
        var compose = Files.readString(Path.of("docker-compose.yml"));
        var example = Files.readString(Path.of(".env.example"));

        assertThat(matches(VARIABLE, compose))
                .allSatisfy(variable -> assertThat(example).containsPattern("(?m)^" + variable.group(1) + "="));
        assertThat(requiredByTheGateway())
                .isSubsetOf(names(compose().path("services").path("gateway").path("environment")));
    }

    private static List<String> requiredByTheGateway() throws IOException {
        var config = Files.readString(Path.of("conf/gateway.yaml")) + Files.readString(Path.of("conf/backends.yaml"));
        var variables = config.replaceAll("(?m)#.*$", "").replace("${secret:", "${");
        return matches(VARIABLE, variables).stream()
                .filter(variable -> variable.group(2) == null)
                .map(variable -> variable.group(1))
                .toList();
    }

    @Test
    void scrapesTheManagementPortOfEveryGateway() throws IOException {
        var job = read("deploy/prometheus.yml").path("scrape_configs").get(0);

        assertThat(job.path("metrics_path").asText()).isEqualTo("/metrics");
        assertThat(job.findPath("names").get(0).asText()).isEqualTo("gateway");
        assertThat(job.findPath("port").asInt()).isEqualTo(8081);
    }

    @Test
    void givesPrometheusTheAlerts() throws IOException {
        var rules = texts(read("deploy/prometheus.yml").path("rule_files"));
        var mounts = texts(compose().path("services").path("prometheus").path("volumes"));

        assertThat(rules).hasSize(1);
        assertThat(mounts).contains("./deploy/prometheus/alerts.yml:" + rules.get(0) + ":ro");
    }

    @Test
    void putsSeveralGatewaysBehindABalancerThatAsksWhoIsReady() throws IOException {
        var services = read("deploy/nodes.yml").path("services");
        var balancer = services.path("balancer");
        var rules = Files.readString(Path.of("deploy/haproxy.cfg"));

        assertThat(services.path("gateway").path("ports")).isEmpty();
        assertThat(balancer.path("image").asText()).matches(".+:\\d+\\..*");
        assertThat(texts(balancer.path("volumes"))).allMatch(volume -> volume.startsWith("./deploy/haproxy.cfg:"));
        assertThat(rules).contains("httpchk GET /ready", "gateway:8080", "check port 8081");
    }

    @Test
    void mountsFilesThatAreThere() throws IOException {
        var own = new ArrayList<String>();
        for (var service : compose().path("services")) own.addAll(texts(service.path("volumes")));

        assertThat(own)
                .filteredOn(volume -> volume.startsWith("./deploy"))
                .hasSize(4)
                .allSatisfy(
                        volume -> assertThat(Path.of(volume.split(":", 2)[0])).exists());
    }

    @Test
    void showsOnlyMetricsThatARoomHas() throws IOException {
        var dashboard = new JsonMapper().readTree(Files.readString(Path.of("deploy/grafana/dashboards/spillway.json")));
        var source = read("deploy/grafana/provisioning/datasources/prometheus.yml")
                .path("datasources")
                .get(0);
        var shown = new TreeSet<String>();
        for (var expression : dashboard.findValuesAsText("expr")) {
            shown.addAll(MetricNames.askedBy(expression));
        }

        assertThat(dashboard.findPath("datasource").path("uid").asText())
                .isEqualTo(source.path("uid").asText());
        assertThat(shown).hasSizeGreaterThan(20);
        assertThat(shown).allMatch(MetricNames.ofTheRooms()::knows, "is named in its room");
    }

    @Test
    void leavesTheSandboxOutOfTheImage() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var globs = matches(Pattern.compile("<filter><glob>([^<]+)</glob>"), pom).stream()
                .map(match -> FileSystems.getDefault().getPathMatcher("glob:" + match.group(1)))
                .toList();
        var optional = matches(
                Pattern.compile("<artifactId>([^<]+)</artifactId><version>([^<]+)</version>\\s*<optional>true"), pom);

        assertThat(optional).hasSizeGreaterThanOrEqualTo(3);
        var unwanted = optional.stream()
                .map(match -> "/app/libs/" + match.group(1) + "-" + match.group(2) + ".jar")
                .collect(Collectors.toCollection(ArrayList::new));
        unwanted.add("/app/classes/dev/spillway/sandbox/LocalRedis.class");
        unwanted.add("/app/classes/dev/spillway/SandboxEntry.class");
        assertThat(unwanted).allMatch(file -> globs.stream().anyMatch(glob -> glob.matches(Path.of(file))));
        assertThat(globs).noneMatch(glob -> glob.matches(Path.of("/app/libs/commons-lang3-3.21.0.jar")));
    }

    private static JsonNode compose() throws IOException {
        return read("docker-compose.yml");
    }

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(Files.readString(Path.of(file)));
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
