package dev.spillway.config;

import dev.spillway.yaml.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code backends.yaml}, as written: ERP, CRM and others.
 *
 * @param backends null where one cannot be read; a problem tells so
 */
public record BackendsFile(@Default List<@Nullable BackendConfig> backends) {}
