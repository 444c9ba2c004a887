package dev.spillway.template;

import dev.spillway.yaml.Default;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of the library, as written. What is null is missing or broken; a problem tells so.
 *
 * @param template what the house calls it; a-z 0-9 -
 * @param category what Meta bills it as
 * @param sender the number it is sent from, by its name in gateway.yaml; marketing needs one; null: any may send it
 * @param ttl how long Meta tries to deliver it; null for Meta's own time
 * @param placeholders of body texts: named, or numbered in this order if none has a name
 * @param versions each of them a template of its own at Meta, since approved texts can hardly be changed
 */
record TemplateFile(
        String template,
        Category category,
        @Nullable String sender,
        @Nullable Duration ttl,
        @Default List<Placeholder> placeholders,
        List<@Nullable Version> versions) {
    TemplateFile {
        if (!template.matches("[a-z][a-z0-9-]{0,59}")) {
            throw new IllegalArgumentException("template must be 1..60 of a-z 0-9 -, was " + template);
        }
    }

    /**
     * What is filled in when it is sent.
     *
     * @param name a-z 0-9 _; null if placeholders are numbered
     * @param kind of what is filled in
     * @param sample what Meta's reviewers see; never a real person's
     */
    record Placeholder(
            @Nullable String name, @Default("text") Kind kind, String sample) {
        Placeholder {
            if (name != null && !name.matches("[a-z][a-z0-9_]{0,59}")) {
                throw new IllegalArgumentException("name must be 1..60 of a-z 0-9 _, was " + name);
            }
            if (sample.isBlank()) throw new IllegalArgumentException("sample must not be blank");
        }
    }

    /** What is filled in. */
    enum Kind {
        /** Any text. */
        TEXT,
        /** An amount with its currency. */
        CURRENCY,
        /** A day or a time. */
        DATE_TIME
    }

    /**
     * A version.
     *
     * @param version the newest that has not expired is the one in use; counted up from 1
     * @param name what Meta calls it: a-z 0-9 _
     * @param expires the last day it may be sent on, such as 2027-01-31; null if it never ends
     * @param languages by Meta's codes, such as es_MX
     */
    record Version(int version, String name, @Nullable String expires, Map<String, Wording> languages) {
        Version {
            if (version < 1) throw new IllegalArgumentException("version must be 1 or more, was " + version);
            if (!name.matches("[a-z0-9_]{1,512}")) {
                throw new IllegalArgumentException("name must be 1..512 of a-z 0-9 _, was " + name);
            }
        }
    }

    /**
     * What it says in a language.
     *
     * @param header what stands above; null for nothing
     * @param body the text, with placeholders such as {{name}} or {{1}}; null for authentication, whose text is Meta's
     * @param footer what stands below; null for nothing
     * @param buttons at most ten
     * @param optOut marketing: the words in body, footer or on a button that tell how to be left alone
     * @param securityNote authentication: whether Meta adds that the code must not be shared
     * @param codeExpires authentication: after how many minutes the code is void, 1..90; 0 leaves that out
     */
    record Wording(
            @Nullable Header header,
            @Nullable String body,
            @Nullable String footer,
            @Default List<Button> buttons,
            @Nullable String optOut,
            @Default("false") boolean securityNote,
            @Default("0") int codeExpires) {
        Wording {
            if (codeExpires < 0 || codeExpires > 90) {
                throw new IllegalArgumentException("codeExpires must be 0..90 minutes, was " + codeExpires);
            }
        }
    }
}
