package dev.spillway.template;

import dev.spillway.template.TemplateDiff.Row;
import dev.spillway.template.TemplateDiff.Standing;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Compares the library with an account of the provider's, and brings it there. For commands. */
public final class TemplateErrand {
    private final TemplateApi api;
    private final LocalDate today;
    private final Consumer<String> say;

    /** @param say takes lines for people */
    public TemplateErrand(TemplateApi api, LocalDate today, Consumer<String> say) {
        this.api = api;
        this.today = today;
        this.say = say;
    }

    /** An account and what of the library belongs there. */
    public record Place(Account account, TemplateLibrary library, List<String> senders) {
        public Place {
            senders = List.copyOf(senders);
        }

        List<Template> templates() {
            return library.all().stream()
                    .filter(it -> it.sender().isEmpty() || senders.contains(it.sender()))
                    .toList();
        }
    }

    /** Shows what differs; whether anything does. Fails with {@link GraphFailure}. */
    public Future<Boolean> diff(Place place) {
        return compare(place).map(diff -> {
            diff.lines().forEach(say);
            return diff.differs();
        });
    }

    private Future<TemplateDiff> compare(Place place) {
        say.accept("account " + place.account().id() + ", senders " + String.join(", ", place.senders()));
        return api.list(place.account()).map(listed -> TemplateDiff.of(place.templates(), listed, today));
    }

    /**
     * Creates what is missing and changes what differs, one after the other; what the provider refuses does not keep the rest from it.
     *
     * @param dryRun only tells what would be done
     * @return whether nothing was refused. Fails with {@link GraphFailure} if the list cannot be had
     */
    public Future<Boolean> push(Place place, boolean dryRun) {
        return compare(place).compose(diff -> {
            var rows = diff.rows().stream()
                    .filter(it -> it.standing() == Standing.MISSING || it.standing() == Standing.DIFFERS)
                    .toList();
            if (rows.isEmpty()) say.accept("nothing to do");
            var done = Future.succeededFuture(true);
            for (var row : new ArrayList<>(rows)) {
                done = done.compose(good -> push(place.account(), row, dryRun).map(it -> good && it));
            }
            return done;
        });
    }

    private Future<Boolean> push(Account account, Row row, boolean dryRun) {
        var ours = row.ours();
        if (ours == null) return Future.succeededFuture(true);
        var title = (row.standing() == Standing.MISSING ? "create " : "change ") + ours.title();
        if (row.standing() == Standing.DIFFERS && !row.changeable()) {
            say.accept(title + ": not while it is " + row.status());
            return Future.succeededFuture(false);
        }
        if (dryRun) {
            say.accept(title + ": would be sent");
            return Future.succeededFuture(true);
        }
        return send(account, row, new MetaForm(ours))
                .map(answer -> {
                    var status = answer.get("status");
                    say.accept(title + ": "
                            + (status == null ? "done" : status.toString().toLowerCase(Locale.ROOT)));
                    return true;
                })
                .recover(cause -> {
                    say.accept(title + ": refused: " + cause.getMessage());
                    return Future.succeededFuture(false);
                });
    }

    private Future<Map<String, Object>> send(Account account, Row row, MetaForm form) {
        var theirs = row.theirs();
        return theirs == null ? api.create(account, form.created()) : api.update(account, theirs.id(), form.changed());
    }
}
