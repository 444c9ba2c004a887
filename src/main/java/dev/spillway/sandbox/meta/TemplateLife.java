package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Behaviour;
import io.vertx.core.Vertx;

/**
 * How templates fare, with the webhooks that tell it: approved after a review; paused for 3 of a day's 24 hours, then for 6,
 * and disabled in place of a third pause.
 */
final class TemplateLife {
    private static final int PAUSES_MAX = 2;
    private static final int FIRST_PAUSE_PARTS = 8;
    private static final int SECOND_PAUSE_PARTS = 4;

    private final Vertx vertx;
    private final Behaviour behaviour;
    private final Now now;
    private final TemplateNews news;

    TemplateLife(Vertx vertx, Behaviour behaviour, Now now, TemplateNews news) {
        this.vertx = vertx;
        this.behaviour = behaviour;
        this.now = now;
        this.news = news;
    }

    /** Somebody looks at it, and likes it. */
    void review(Template template) {
        vertx.setTimer(behaviour.part(Policy.class).reviewMs(), timer -> {
            if (template.status.equals("PENDING")) become(template, "APPROVED", "NONE");
        });
    }

    /** @param reason of a rejection */
    void become(Template template, String status, String reason) {
        var paused = status.equals("PAUSED");
        if (paused) template.pauses++;
        template.status = paused && template.pauses > PAUSES_MAX ? "DISABLED" : status;
        if (template.status.equals("PAUSED")) resumeLater(template);
        news.status(template, template.status, reason, now.ms() / 1_000);
    }

    private void resumeLater(Template template) {
        var pause = template.pauses;
        var parts = pause == 1 ? FIRST_PAUSE_PARTS : SECOND_PAUSE_PARTS;
        vertx.setTimer(Math.max(1, behaviour.part(Policy.class).dayMs() / parts), timer -> {
            if (template.status.equals("PAUSED") && template.pauses == pause) become(template, "APPROVED", "NONE");
        });
    }

    void find(Template template, String quality) {
        var previous = template.quality;
        template.quality = quality;
        if (!previous.equals(quality)) news.quality(template, previous);
    }

    void recategorise(Template template, String category) {
        var previous = template.category;
        template.category = category;
        if (!previous.equals(category)) news.category(template, previous);
    }

    /** The webhook that says so a day ahead; nothing else happens. */
    void warn(Template template, String category) {
        var dayMs = behaviour.part(Policy.class).dayMs();
        news.impendingCategory(template, category, (now.ms() + dayMs) / 1_000);
    }
}
