package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Faults;
import dev.spillway.sandbox.stage.People;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;

/** The simulated Meta, put together. */
public final class Meta {
    /** What fits into some 200 MB; a stage with a larger diary has as many rows here. */
    private static final int ARRIVALS_MAX = 1_000_000;

    private final Stage stage;
    private final WebhookSender sender;
    private final MediaRoutes media;
    private final ObjectRoutes objects;
    private final MetaSimulator messages;
    private final TemplateRoutes templates;
    private final Controls controls;
    private final Pulse pulse;

    private record Controls(
            MetaControls meta,
            CustomerRoute customer,
            PersonControls people,
            NumberControls numbers,
            TemplateControls templates) {}

    /** Listens nowhere: see {@link #mount}. */
    public Meta(Stage.Ground ground, MetaAccount account) {
        var vertx = ground.vertx();
        var clock = ground.clock();
        var behaviour = new Behaviour(Faults.NONE, MetaOptions.DOCUMENTED, Policy.LENIENT);
        var log = new WebhookLog();
        var people = new People();
        var caller = new Caller(account, people);
        var state = MetaState.of(account, behaviour, new Now(clock), Math.max(ARRIVALS_MAX, ground.arrivalsMax()));
        this.stage = new Stage(ground, behaviour, MetaSimulator::key);
        this.pulse = new Pulse(vertx, state.now());
        this.sender = new WebhookSender(vertx, account, log);
        var webhooks = new MetaWebhooks(clock, account, behaviour, sender);
        var plan = new StatusPlan(vertx, clock, behaviour, new StatusPost(vertx, behaviour, webhooks));
        var life = new TemplateLife(vertx, behaviour, state.now(), new TemplateNews(webhooks));
        this.messages = new MetaSimulator(account, behaviour, people, state, plan);
        this.media = new MediaRoutes(account, behaviour, state);
        this.objects = new ObjectRoutes(account, state, media);
        this.templates = new TemplateRoutes(account, state.now(), state.templates(), life);
        this.controls = new Controls(
                new MetaControls(state, stage, log, caller, pulse),
                new CustomerRoute(clock, state, caller, webhooks),
                new PersonControls(state, caller, webhooks),
                new NumberControls(vertx, state.numbers(), webhooks),
                new TemplateControls(state.templates(), life));
    }

    /** Its faults and its log. */
    public Stage stage() {
        return stage;
    }

    /** What reads bodies of its own: to be mounted before the handler that reads all others. */
    public void mountUploads(Router router) {
        media.mountUpload(router, stage);
    }

    /** Gives it its other routes: the Cloud API below {@code /meta}, its own doors below {@code /_sim/meta}. */
    public void mount(Router router) {
        messages.mount(router, stage);
        templates.mount(router, stage);
        media.mount(router, stage);
        objects.mount(router, stage);
        controls.meta.mount(router);
        controls.customer.mount(router);
        controls.people.mount(router);
        controls.numbers.mount(router);
        controls.templates.mount(router);
    }

    /** Where webhooks go from now on. */
    public void callbackUrl(URI url) {
        sender.callbackUrl(url);
    }

    /** Webhooks that wait are dropped. */
    public Future<Void> close() {
        pulse.stop();
        return sender.close();
    }
}
