package dev.spillway.sandbox;

import io.vertx.core.Vertx;
import java.time.Clock;

/** The simulated Meta, put together. */
record MetaParts(
        Stage stage, MetaSimulator simulator, CustomerRoute customer, WebhookSender sender, WebhookLog webhookLog) {

    static MetaParts of(Vertx vertx, Clock clock, SimulatorSettings settings) {
        var behaviour = new Behaviour(Faults.NONE, MetaOptions.DOCUMENTED);
        var log = new WebhookLog();
        var sender = new WebhookSender(vertx, settings, log);
        var webhooks = new MetaWebhooks(clock, settings, behaviour, sender);
        var plan = new StatusPlan(vertx, clock, behaviour, new StatusPost(vertx, behaviour, webhooks));
        var people = new People();
        return new MetaParts(
                new Stage(vertx, clock, behaviour, MetaSimulator::key),
                new MetaSimulator(clock, settings, behaviour, people, plan),
                new CustomerRoute(clock, settings, people, webhooks),
                sender,
                log);
    }
}
