package dev.spillway.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.spillway.load.Goal.Answer;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * What all simulations have in common. The generator gets warm on a sink of its own; then the load meets a gateway that is as
 * cold as it was; then every event is accounted for and the goals are judged.
 */
public abstract class LoadTest extends Simulation {
    final Settings settings = new Settings();
    final Place place = Place.of(settings);
    final Told told = new Told();
    final Simulators simulators = new Simulators(new Http(), place.simulators());
    private final Judgement judgement = new Judgement();
    private final Duration warmUp = settings.duration("warmUp", "PT10S");
    private final double warmUpRate = settings.number("warmUpRate", 1000);
    private final Duration drainMax = settings.pause("drainMax", "PT5M");
    private final int medianMsMax = settings.count("medianMsMax", 250);
    private final int p99MsMax = settings.count("p99MsMax", 1_000);
    private final Sink sink = new Sink();
    private Course course;
    private Events events;
    private Generator generator;
    private Gateway gateway;
    private Accounting accounting;

    /**
     * What is posted.
     *
     * @param eventsPerWebhook on average
     */
    record Course(Profile profile, Mix mix, double eventsPerWebhook, Supplying supplying) {}

    /** How webhooks are made of events. */
    @FunctionalInterface
    interface Supplying {
        Supply of(Told told, Press press);
    }

    /** Called once, at the end of the constructor, when all goals are named. */
    final void drive(Course course) {
        this.course = course;
        var run = (int) (System.currentTimeMillis() / 1000);
        events = new Events(course.mix, place.source(), run, course.profile.perSecond() * course.eventsPerWebhook);
        generator = new Generator(course.profile);
        judgement.addFirst(new Goal("every event is accounted for", this::account));
        System.out.println(getClass().getSimpleName() + " " + settings);
        var judge =
                scenario("judgement").exec(judgement.chain(this::loadIsOver)).injectOpen(atOnceUsers(1));
        setUp(warmUp().andThen(load().andThen(judge)))
                .protocols(Door.protocol())
                .assertions(assertions());
    }

    final void goal(String name, Callable<Answer> question) {
        judgement.add(new Goal(name, question));
    }

    /**
     * The share of webhooks that the gateway answered within one of its buckets.
     *
     * @param parameter names another bucket
     */
    final void gatewayGoal(String parameter, double share, String bucketSeconds) {
        var bucket = settings.oneOf(parameter, bucketSeconds, Gateway.BUCKETS);
        goal(
                "gateway: " + 100 * share + " % within " + bucket + " s",
                () -> Answer.share(gateway.shareWithin(bucket), share));
    }

    /** Is the gateway done soon after the load, it has kept up with it. */
    final void keepsUpGoal(int seconds) {
        goal(
                "done within " + seconds + " s of the load's end",
                () -> Answer.millis(accounting.drainedMs(), seconds * 1000.0));
    }

    /** How many persons there are. */
    final int contacts(int fallback) {
        return settings.count("contacts", fallback, Mix.CONTACTS_MAX);
    }

    final Arrivals arrivals() {
        return new Arrivals(simulators, told, events);
    }

    final Gateway gateway() {
        return gateway;
    }

    private PopulationBuilder warmUp() {
        var press = new Press(new Events(course.mix, "none", 0, 1), place.secret());
        var own = new Told();
        var supply = course.supplying.of(own, press);
        return scenario("warm-up")
                .exec(Door.post(Door.WARM_UP, sink.url(), supply, own))
                .injectOpen(rampUsersPerSec(0)
                        .to(Math.min(warmUpRate, course.profile.perSecond()))
                        .during(warmUp));
    }

    private PopulationBuilder load() {
        var supply = course.supplying.of(told, new Press(events, place.secret()));
        return scenario("load")
                .exec(Door.post(Door.WEBHOOK, place.url().toString(), () -> sends(supply.next()), told))
                .injectOpen(course.profile.steps());
    }

    private Webhook sends(Webhook webhook) {
        told.sends(webhook);
        generator.sends();
        return webhook;
    }

    private List<Assertion> assertions() {
        var webhooks = details(Door.WEBHOOK);
        var gatling = Stream.of(
                webhooks.failedRequests().count().is(0L),
                webhooks.responseTime().percentile(50).lte(medianMsMax),
                webhooks.responseTime().percentile(99).lte(p99MsMax));
        return Stream.concat(gatling, judgement.assertions()).toList();
    }

    @Override
    public void before() {
        try {
            place.reach();
            gateway = new Gateway(new Http(), place.management());
            accounting = new Accounting(gateway, place, drainMax);
            prepare();
        } catch (IOException e) {
            throw new UncheckedIOException("before the load: " + e.getMessage(), e);
        }
    }

    /** What a simulation does before its load. */
    void prepare() throws IOException {}

    /** What a simulation does as soon as its load is over. */
    void relax() throws IOException {}

    private void loadIsOver() {
        generator.ends();
        sink.close();
        System.out.println("generator: " + generator);
        if (generator.wasTheLimit())
            System.out.println(
                    "generator: IT WAS THE LIMIT; what Gatling measured says more of it than of the gateway");
        try {
            relax();
            gateway.lookAgain();
        } catch (IOException e) {
            System.out.println("after the load: " + e);
        }
    }

    private Answer account() throws IOException, SQLException {
        var account = accounting.account(told, events);
        return new Answer(account.isRight(), account.toString());
    }
}
