package dev.spillway.backends;

import dev.spillway.faults.GatewayFiles.More;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Puts backends beside the shipped ones: shipped connectors at the simulators' addresses, and a flow for each. */
final class BackendFiles implements More {
    /** What a vendor's address looks like in its connector. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "zendesk", "https://{subdomain}.zendesk.com",
            "shopify", "https://{shop}.myshopify.com",
            "hubspot", "https://api.hubapi.com",
            "sap-s4hana", "https://{host}",
            "salesforce", "");

    private final List<Backend> backends;

    BackendFiles(List<Backend> backends) {
        this.backends = List.copyOf(backends);
    }

    @Override
    public void change(Path folder) throws IOException {
        var file = folder.resolve("backends.yaml");
        Map<String, Object> tree = new Yaml().load(Files.readString(file));
        var listed = new ArrayList<Object>((List<?>) tree.get("backends"));
        for (var backend : backends) listed.add(entry(folder, backend));
        tree.put("backends", listed);
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Files.writeString(file, new Yaml(options).dump(tree));
    }

    private static Map<String, Object> entry(Path folder, Backend backend) throws IOException {
        var site = backend.site();
        Files.writeString(folder.resolve("connectors/" + site.backend() + ".yaml"), connector(site));
        Files.writeString(folder.resolve("flows/" + site.backend() + ".yaml"), Jobs.flow(site));
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", site.backend());
        entry.put("connector", site.backend());
        entry.put("params", params(folder, site));
        entry.put("destination", backend.destination());
        return entry;
    }

    private static String connector(Site site) throws IOException {
        var text = Files.readString(Path.of("conf/connectors/" + site.vendor() + ".yaml"));
        var address = ADDRESSES.getOrDefault(site.vendor(), "");
        var there = address.isEmpty() ? text : text.replace(address, site.url());
        return there.replaceFirst("(?m)^connector: .*$", "connector: " + site.backend());
    }

    /** Secrets as files in their directory, where the gateway finds them. */
    private static Map<String, Object> params(Path folder, Site site) throws IOException {
        var secrets = Files.createDirectories(folder.resolve("secrets"));
        var params = new LinkedHashMap<String, Object>();
        for (var param : site.params().entrySet()) {
            var name = (site.backend() + "_" + param.getKey()).replace('-', '_');
            var secret = isSecret(site, param.getKey());
            if (secret) Files.writeString(secrets.resolve(name), param.getValue());
            params.put(param.getKey(), secret ? "${secret:" + name + "}" : param.getValue());
        }
        return params;
    }

    /** Whether its connector says so. */
    private static boolean isSecret(Site site, String param) throws IOException {
        Map<String, Object> tree = new Yaml().load(connector(site));
        return tree.get("params") instanceof Map<?, ?> declared
                && declared.get(param) instanceof Map<?, ?> one
                && Boolean.TRUE.equals(one.get("secret"));
    }
}
