package dev.spillway.limits;

import dev.spillway.faults.GatewayFiles.More;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The shipped sender at another number's limit. */
record SenderFiles(int perSecond, Duration ambiguousWait) implements More {
    @Override
    public void change(Path folder) throws IOException {
        var file = folder.resolve("gateway.yaml");
        Map<String, Object> tree = new Yaml().load(Files.readString(file));
        for (var each : (List<?>) tree.getOrDefault("senders", List.of())) change(each);
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Files.writeString(file, new Yaml(options).dump(tree));
    }

    @SuppressWarnings("unchecked")
    private void change(Object each) {
        var sender = (Map<String, Object>) each;
        sender.put("throughput", perSecond);
        sender.put("pairInterval", "PT6S");
        var destination = (Map<String, Object>) sender.getOrDefault("destination", Map.of());
        destination.put("concurrency", Math.max(100, perSecond * 3 / 10));
        destination.put("ambiguousWait", ambiguousWait.toString());
    }
}
