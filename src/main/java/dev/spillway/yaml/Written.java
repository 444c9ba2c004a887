package dev.spillway.yaml;

import java.util.regex.Pattern;

/**
 * A single value together with how it stands in the file. Shows itself as it is written, so that what a reference stands for
 * is never shown by mistake. Immutable.
 */
public final class Written {
    private static final Pattern SECRET = Pattern.compile("\\$\\{secret:[^}]*}");
    private static final Pattern REFERENCES =
            Pattern.compile("[\\s,]*(?:\\$\\{(?:secret:[^}:]+|[A-Z][A-Z0-9_]*:?)}[\\s,]*)+");

    private final String text;
    private final String value;

    Written(String text, String value) {
        this.text = text;
        this.value = value;
    }

    /** What it means, its references replaced; may be secret. */
    public String value() {
        return value;
    }

    /** Whether it is a reference to a secret and nothing else. */
    public boolean isSecret() {
        return SECRET.matcher(text).matches();
    }

    /** Whether nothing of it stands in the file: references, none of them with a default, parted by commas at most. */
    public boolean isReferred() {
        return REFERENCES.matcher(text).matches();
    }

    /** Whether a secret is part of it. */
    public boolean holdsSecret() {
        return SECRET.matcher(text).find();
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return text;
    }
}
