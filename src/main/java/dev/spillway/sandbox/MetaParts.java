package dev.spillway.sandbox;

/** The simulated Meta, put together. */
record MetaParts(
        Stage stage, MetaSimulator simulator, CustomerRoute customer, WebhookSender sender, WebhookLog webhookLog) {

    static MetaParts of(Stage.Ground ground, SimulatorSettings settings) {
        var vertx = ground.vertx();
        var clock = ground.clock();
        var behaviour = new Behaviour(Faults.NONE, MetaOptions.DOCUMENTED);
        var log = new WebhookLog();
        var sender = new WebhookSender(vertx, settings, log);
        var webhooks = new MetaWebhooks(clock, settings, behaviour, sender);
        var plan = new StatusPlan(vertx, clock, behaviour, new StatusPost(vertx, behaviour, webhooks));
        var people = new People();
        return new MetaParts(
                new Stage(ground, behaviour, MetaSimulator::key),
                new MetaSimulator(clock, settings, behaviour, people, plan),
                new CustomerRoute(clock, settings, people, webhooks),
                sender,
                log);
    }
}
