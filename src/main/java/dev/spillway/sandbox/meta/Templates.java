package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Behaviour;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The account's message templates, by name and language. */
final class Templates {
    /** What a verified account may have. */
    static final int TEMPLATES_MAX = 6_000;

    private static final long FIRST_ID = 881_200_034_455L;

    private static final long HOUR_US = 3_600_000_000L;

    private final Behaviour behaviour;
    private final TreeMap<String, Template> byName = new TreeMap<>();
    private SlidingCount creations = new SlidingCount(HOUR_US);
    private long nextId = FIRST_ID;

    Templates(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /**
     * What there is to say about a message's template.
     *
     * @param refusal why the message cannot go; null = it can
     * @param template null = it is none, or one not known that passes all the same
     */
    record Found(@Nullable MetaError refusal, @Nullable Template template) {
        private static final Found NOTHING = new Found(null, null);

        Optional<MetaError> error() {
            return Optional.ofNullable(refusal);
        }

        boolean isMarketing() {
            return template != null && template.category.equals("MARKETING");
        }

        /** To be asked once a message that does go out. */
        Hold hold() {
            if (template == null) return new Hold(0, null);
            var pacing = template.next();
            return new Hold(pacing.heldMs(), pacing.fails() ? TemplateErrors.paused(template.name) : null);
        }
    }

    /**
     * How long a message is held.
     *
     * @param failure what comes of it then; null = it is sent
     */
    record Hold(int ms, @Nullable MetaError failure) {}

    Found find(Outgoing message) {
        if (!message.isTemplate()) return Found.NOTHING;
        var asked = message.body().path("template");
        var name = asked.path("name").asText();
        var language = asked.path("language").path("code").asText();
        var template = byName.get(key(name, language));
        if (template == null) return missing(name, language);
        return new Found(breach(template, message).orElse(null), template);
    }

    private Found missing(String name, String language) {
        if (!behaviour.part(Policy.class).strict()) return Found.NOTHING;
        return new Found(TemplateErrors.unknown(name, language), null);
    }

    private static Optional<MetaError> breach(Template template, Outgoing message) {
        if (template.status.equals("PAUSED")) return Optional.of(TemplateErrors.paused(template.name));
        if (template.status.equals("DISABLED")) return Optional.of(TemplateErrors.disabled(template.name));
        if (!template.status.equals("APPROVED")) {
            return Optional.of(TemplateErrors.unknown(template.name, template.language));
        }
        if (template.shape().handsOverACode() && !message.body().has("to")) {
            return Optional.of(TemplateErrors.needsNumber());
        }
        var components = message.body().path("template").path("components");
        return new TemplateFilling(template.shape(), components).breach();
    }

    /** One whose name is not taken in its language. */
    Template add(ObjectNode definition) {
        if (byName.size() >= TEMPLATES_MAX)
            throw new IllegalArgumentException("at most " + TEMPLATES_MAX + " templates");
        var made = new Template(nextId++, definition);
        byName.put(key(made.name, made.language), made);
        return made;
    }

    /** The same by the management API, which counts. */
    Template create(ObjectNode definition, long nowUs) {
        creations.add(nowUs);
        return add(definition);
    }

    int createdWithinAnHour(long nowUs) {
        return creations.count(nowUs);
    }

    Optional<Template> get(String name, String language) {
        return Optional.ofNullable(byName.get(key(name, language)));
    }

    Optional<Template> withId(String id) {
        return byName.values().stream()
                .filter(one -> id.equals(String.valueOf(one.id)))
                .findFirst();
    }

    /** By name, then language. */
    Collection<Template> all() {
        return List.copyOf(byName.values());
    }

    /** @param id empty = all languages */
    boolean remove(String name, String id) {
        return byName.values()
                .removeIf(one -> one.name.equals(name) && (id.isEmpty() || id.equals(String.valueOf(one.id))));
    }

    void clear() {
        byName.clear();
        creations = new SlidingCount(HOUR_US);
    }

    private static String key(String name, String language) {
        return name + '\n' + language;
    }
}
