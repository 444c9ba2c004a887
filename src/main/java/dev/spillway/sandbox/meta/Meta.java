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
    private final Stage stage;
    private final MetaSimulator simulator;
    private final MetaControls controls;
    private final WebhookSender sender;

    /** Listens nowhere: see {@link #mount}. */
    public Meta(Stage.Ground ground, MetaAccount account) {
        var vertx = ground.vertx();
        var clock = ground.clock();
        var behaviour = new Behaviour(Faults.NONE, MetaOptions.DOCUMENTED);
        var log = new WebhookLog();
        this.sender = new WebhookSender(vertx, account, log);
        var webhooks = new MetaWebhooks(clock, account, behaviour, sender);
        var plan = new StatusPlan(vertx, clock, behaviour, new StatusPost(vertx, behaviour, webhooks));
        var people = new People();
        this.stage = new Stage(ground, behaviour, MetaSimulator::key);
        this.simulator = new MetaSimulator(clock, account, behaviour, people, plan);
        this.controls = new MetaControls(new CustomerRoute(clock, account, people, webhooks), log);
    }

    /** Its faults and its log. */
    public Stage stage() {
        return stage;
    }

    /** Gives it its routes: the Cloud API below {@code /meta}, its own doors below {@code /_sim/meta}. */
    public void mount(Router router) {
        simulator.mount(router, stage);
        controls.mount(router);
    }

    /** Where webhooks go from now on. */
    public void callbackUrl(URI url) {
        sender.callbackUrl(url);
    }

    /** Webhooks that wait are dropped. */
    public Future<Void> close() {
        return sender.close();
    }
}
