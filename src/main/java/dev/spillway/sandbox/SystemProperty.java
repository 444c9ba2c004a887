package dev.spillway.sandbox;

import org.jspecify.annotations.Nullable;

/** A system property that has its old value again in the end. */
final class SystemProperty implements AutoCloseable {
    private final String name;
    private final @Nullable String before;

    SystemProperty(String name, String value) {
        this.name = name;
        this.before = System.getProperty(name);
        System.setProperty(name, value);
    }

    @Override
    public void close() {
        if (before == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, before);
        }
    }
}
