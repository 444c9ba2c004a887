package dev.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private Secrets secrets() {
        return Secrets.beside(folder.resolve("gateway.yaml"), environment::get);
    }

    @Test
    void aSecretIsAFileOfItsNameBesideTheConfiguration() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("secrets")).resolve("ERP_TOKEN"), "s3cret\n");
        environment.put("ERP_TOKEN", "other");

        assertThat(secrets().secret("ERP_TOKEN")).isEqualTo("s3cret");
        assertThat(secrets().variable("ERP_TOKEN")).isEqualTo("other");
    }

    @Test
    void theEnvironmentNamesAnotherDirectory() throws IOException {
        var mounted = Files.createDirectory(folder.resolve("mounted"));
        Files.writeString(mounted.resolve("key.pem"), "-----BEGIN\nabc\n-----END\n");
        environment.put("SPILLWAY_SECRETS_DIR", mounted.toString());

        assertThat(secrets().secret("key.pem")).isEqualTo("-----BEGIN\nabc\n-----END");
    }

    @Test
    void withoutAFileItIsAVariable() {
        environment.put("ERP_TOKEN", "s3cret");

        assertThat(secrets().secret("ERP_TOKEN")).isEqualTo("s3cret");
        assertThat(secrets().secret("CRM_TOKEN")).isNull();
    }

    @Test
    void aSecretThatWasChangedIsFound() throws IOException {
        var file = Files.createDirectory(folder.resolve("secrets")).resolve("A");
        Files.writeString(file, "one");
        var secrets = secrets();
        assertThat(secrets.secret("A")).isEqualTo("one");
        Files.writeString(file, "two");

        assertThat(secrets.secret("A")).isEqualTo("two");
    }
}
