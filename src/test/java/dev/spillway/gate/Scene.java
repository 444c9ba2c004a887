package dev.spillway.gate;

import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message that nothing is held against, and what can be held against it, one thing after the other. */
final class Scene {
    static final Places PLACES = new Places();
    /** Noon in Mexico City, where the person is. */
    static final Instant NOON = Instant.parse("2026-11-10T18:00:00Z");

    private static final String MEXICAN = "5215512345678";
    private static final String CHANNEL = "106540352242922";

    private final Map<String, Stamp> stamps = new HashMap<>();
    private final SendClass sendClass;
    private @Nullable TemplateName template = new TemplateName("order_news", "es_MX");
    private Templates.Standing standing = new Templates.Standing("", null, "");
    private boolean known = true;
    private Instant now = NOON;
    private Instant asked = NOON.minusSeconds(60);
    private Spent spent = Spent.NOTHING;
    private String matrixRow = "";
    private String extra = "";

    Scene(SendClass sendClass) {
        this.sendClass = sendClass;
        agreed(true).wrote(Duration.ofHours(1));
    }

    Scene agreed(boolean agrees) {
        for (var category : SendClass.values()) put(Fact.consent("", category, agrees, told(NOON.minusSeconds(9_000))));
        return this;
    }

    Scene wrote(Duration ago) {
        return put(Fact.inbound(CHANNEL, NOON.minus(ago), NOON.minus(ago)));
    }

    Scene neverWrote() {
        stamps.remove(Fact.inboundField(CHANNEL));
        return this;
    }

    Scene cameByAdvertisement(Duration ago) {
        return put(Fact.entry(CHANNEL, NOON.minus(ago), NOON.minus(ago)));
    }

    Scene restsUntil(Instant until) {
        return put(Fact.rest(until, NOON.minusSeconds(60)));
    }

    /** Of this class. */
    Scene optedOut(Instant since) {
        return optedOut(sendClass, since);
    }

    Scene optedOut(SendClass category, Instant since) {
        return put(Fact.suppression("", category, true, told(since)));
    }

    Scene asked(Instant at) {
        asked = at;
        return this;
    }

    Scene freeText() {
        template = null;
        return this;
    }

    Scene templateIs(String reason, @Nullable Instant until) {
        standing = new Templates.Standing(reason, until, "");
        return this;
    }

    Scene filedAs(String category) {
        standing = new Templates.Standing("", null, category);
        return this;
    }

    Scene at(Instant time) {
        now = time;
        return this;
    }

    Scene spent(long micros) {
        spent = new Spent(micros, 5_000);
        return this;
    }

    Scene unknown() {
        known = false;
        return this;
    }

    /** The shipped matrix with one cell changed. */
    Scene with(Gate gate, Mode mode) {
        matrixRow = key(gate) + ":" + sendClass.word() + ":" + mode.name().toLowerCase(java.util.Locale.ROOT);
        return this;
    }

    Scene configured(String yaml) {
        extra = yaml;
        return this;
    }

    private Scene put(Fact fact) {
        stamps.put(fact.field(), fact.stamp());
        return this;
    }

    private static Stamp told(Instant at) {
        return new Stamp(at, at, "", "test");
    }

    Permit judge() {
        Templates templates = (sender, name, input) -> Optional.of(standing);
        var gates = new Gates(file(), new Prices(prices()), PLACES, templates);
        var send = new Send("main", CHANNEL, "", sendClass, template, MEXICAN, "", "es-MX", asked);
        return gates.judge(send, Map.of(), new Facts(known, stamps), spent, now);
    }

    private GatesFile file() {
        var yaml = shipped("gates.yaml");
        for (var line : extra.lines().toList()) {
            var key = line.substring(0, line.indexOf(':') + 1);
            yaml = yaml.replaceFirst("(?m)^" + key + ".*$", line);
        }
        return read(GatesFile.class, "gates.yaml", matrixRow.isEmpty() ? yaml : changed(yaml));
    }

    private String changed(String yaml) {
        var parts = matrixRow.split(":", 3);
        return yaml.replaceFirst("(" + parts[0] + ":.*" + parts[1] + ": )[a-z]+", "$1" + parts[2]);
    }

    private static String key(Gate gate) {
        return gate == Gate.QUIET_HOURS ? "quietHours" : gate.word();
    }

    static PricesFile prices() {
        return read(PricesFile.class, "prices.yaml", shipped("prices.yaml"));
    }

    static WordsFile words() {
        return read(WordsFile.class, "consent.yaml", shipped("consent.yaml"));
    }

    static String shipped(String file) {
        try {
            return Files.readString(Path.of("conf", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T extends Record> T read(Class<T> type, String file, String yaml) {
        var problems = new Problems(file);
        return problems.unlessAny(StrictYaml.bind(type, yaml, problems));
    }

    static List<SendClass> classes() {
        return List.of(SendClass.values());
    }
}
