package dev.spillway.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The shipped configuration, changed where a bench needs it: rates and attempts that are no limit, short backoffs. Whatever
 * key is not in the shipped file is left out, so that the bench fits older versions too.
 */
public final class GatewayFiles {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?!secret:)(\\w+)(?::([^}]*))?}");
    private static final Pattern SECRET = Pattern.compile("\\$\\{secret:(\\w+)}");
    private static final Map<String, Object> BREAKER =
            Map.of("callsMin", 20, "failurePercent", 50, "window", "PT10S", "openFor", "PT1S");
    private static final Map<String, Object> BACKOFF = Map.of("first", "PT0.1S", "max", "PT2S");
    private static final Map<String, Object> RATE = Map.of("capacity", 1000, "perSecond", 4000);

    private final Path folder;

    /** Changes the files of a gateway that has not started. */
    @FunctionalInterface
    public interface More {
        /** Nothing more. */
        More NOTHING = folder -> {};

        /**
         * Changes them.
         *
         * @param folder holds gateway.yaml and what belongs to it
         */
        void change(Path folder) throws IOException;
    }

    private GatewayFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes them; returns the one that names the others.
     *
     * @param environment for the placeholders
     * @param redis what the part {@code redis} must say
     * @param loops event loops that take webhooks
     */
    public static Path write(Path folder, Map<String, String> environment, Map<String, Object> redis, int loops)
            throws IOException {
        copy(Path.of("conf"), folder);
        var files = new GatewayFiles(folder);
        files.change(environment, redis, loops);
        return files.config();
    }

    /** A flow beside the shipped ones. */
    public static More flow(Path flow) {
        return folder -> Files.copy(
                flow, folder.resolve("flows").resolve(flow.getFileName().toString()));
    }

    private Path config() {
        return folder.resolve("gateway.yaml");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var path : all.toList()) {
                var copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) Files.createDirectories(copy);
                else Files.copy(path, copy);
            }
        }
    }

    private void change(Map<String, String> environment, Map<String, Object> redis, int loops) throws IOException {
        var tree = read(config(), environment);
        part(tree, "redis").putAll(redis);
        set(part(tree, "dispatch"), "backoff", Map.of("first", "PT0.1S", "max", "PT1S"));
        set(part(tree, "dispatch"), "attemptsMax", 1000);
        set(part(tree, "shutdown"), "drainDelay", "PT1S");
        set(part(tree, "ingress"), "instances", loops);
        for (var sender : parts(tree, "senders")) bearSender(sender);
        for (var backend : parts(tree, "backends")) bear(part(backend, "destination"), "PT0S");
        write(config(), tree);
        if (Files.exists(backends())) changeBackends(environment);
    }

    private Path backends() {
        return folder.resolve("backends.yaml");
    }

    private void changeBackends(Map<String, String> environment) throws IOException {
        var tree = read(backends(), environment);
        for (var backend : parts(tree, "backends")) bear(part(backend, "destination"), "PT0S");
        write(backends(), tree);
    }

    /** Secrets become files, as the gateway finds them. */
    private Map<String, Object> read(Path file, Map<String, String> environment) throws IOException {
        var text = PLACEHOLDER.matcher(Files.readString(file)).replaceAll(found -> value(found, environment));
        var secrets = Files.createDirectories(folder.resolve("secrets"));
        for (var found : SECRET.matcher(text).results().toList()) {
            var name = found.group(1);
            Files.writeString(secrets.resolve(name), environment.getOrDefault(name, "unset"));
        }
        return new Yaml().load(text);
    }

    private static void write(Path file, Map<String, Object> tree) throws IOException {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Files.writeString(file, new Yaml(options).dump(tree));
    }

    /** As fast as it can be had: the bench wants to see faults, not limits. */
    private static void bearSender(Map<String, Object> sender) {
        sender.remove("throughput");
        sender.put("pairInterval", "PT0S");
        bear(part(sender, "destination"), "PT15S");
    }

    private static void bear(Map<String, Object> destination, String ambiguousWait) {
        set(destination, "rate", RATE);
        set(destination, "concurrency", 64);
        set(destination, "breaker", BREAKER);
        set(destination, "backoff", BACKOFF);
        set(destination, "attemptsMax", 1000);
        set(destination, "ambiguousWait", ambiguousWait);
    }

    private static String value(java.util.regex.MatchResult found, Map<String, String> environment) {
        var fallback = found.group(2) == null ? "unset" : found.group(2);
        var value = environment.getOrDefault(found.group(1), fallback);
        return value.isEmpty() ? "''" : Matcher.quoteReplacement(value);
    }

    private static void set(Map<String, Object> part, String key, Object value) {
        if (part.containsKey(key)) part.put(key, fresh(value));
    }

    /** What stands in two places would be written as an alias, which the gateway does not read. */
    private static Object fresh(Object value) {
        return value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> tree, String key) {
        return (Map<String, Object>) tree.getOrDefault(key, Map.of());
    }

    /** None where another file holds them. */
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> parts(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
    }
}
