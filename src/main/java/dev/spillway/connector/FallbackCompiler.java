package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of what customers are told while a look-up is late. Whether there are such texts, those who have them tell. */
record FallbackCompiler(ConnectorFile file, Problems problems) {
    private static final String KEY = "[a-z0-9][a-z0-9-]{0,63}";

    /** By operation; those that have none are missing. */
    Map<String, String> compile() {
        check("fallback", file.fallback());
        var keys = new HashMap<String, String>();
        file.operations().forEach((operation, written) -> {
            var at = "operations." + operation + ".fallback";
            check(at, written.fallback());
            if (written.write() && written.fallback() != null)
                problems.add(at, "nobody waits for a write", "remove it");
            var key = written.fallback() == null ? file.fallback() : written.fallback();
            if (key != null && !written.write()) keys.put(operation, key);
        });
        return keys;
    }

    private void check(String at, @Nullable String key) {
        if (key == null || key.matches(KEY)) return;
        problems.add(at, "is no key of a text", "write the name of an .hbs file, e.g. order-late");
    }
}
