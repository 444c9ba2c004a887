package dev.spillway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between the rooms. A newcomer reads them here; the build keeps them. */
class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.spillway");

    /** Which rooms a room may know. Whoever is not named here does not exist for it. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("event", Set.of()),
            Map.entry("loop", Set.of()),
            Map.entry("json", Set.of("event")),
            Map.entry("yaml", Set.of("event")),
            Map.entry("gate", Set.of("event", "yaml")),
            Map.entry("redis", Set.of("event", "loop")),
            Map.entry("limit", Set.of("event", "redis")),
            Map.entry("postgres", Set.of("limit", "loop")),
            Map.entry("connector", Set.of("event", "json", "yaml")),
            Map.entry("inbox", Set.of("event", "limit", "loop", "postgres", "redis")),
            Map.entry("ledger", Set.of("event", "json", "limit", "postgres", "redis")),
            Map.entry("lane", Set.of("event", "gate", "inbox", "json", "ledger", "redis")),
            Map.entry("dead", Set.of("event", "inbox", "json", "lane", "ledger")),
            Map.entry("flow", Set.of("connector", "event", "gate", "json", "lane", "ledger", "yaml")),
            Map.entry("consent", Set.of("event", "flow", "gate", "inbox", "json", "ledger", "redis")),
            Map.entry("route", Set.of("connector", "event", "flow", "json", "lane", "ledger", "yaml")),
            Map.entry("whatsapp", Set.of("connector", "event", "json")),
            Map.entry("template", Set.of("event", "flow", "json", "redis", "whatsapp", "yaml")),
            Map.entry("ingress", Set.of("connector", "event", "inbox", "json", "loop")),
            Map.entry(
                    "outbound",
                    Set.of("connector", "event", "gate", "json", "lane", "ledger", "limit", "loop", "redis")),
            Map.entry("media", Set.of("connector", "event", "flow", "json", "lane", "outbound", "redis", "yaml")),
            Map.entry("trial", Set.of("connector", "event", "json", "outbound", "yaml")),
            Map.entry(
                    "dispatch",
                    Set.of(
                            "dead", "event", "flow", "gate", "inbox", "json", "lane", "ledger", "limit", "loop",
                            "redis")),
            Map.entry("api", Set.of("connector", "event", "flow", "gate", "inbox", "json", "lane", "ledger")),
            Map.entry("ops", Set.of("api", "consent", "dead", "dispatch", "event", "ledger", "outbound")),
            Map.entry("plan", Set.of("yaml")),
            Map.entry("sandbox", Set.of()),
            Map.entry(
                    "config",
                    Set.of(
                            "api",
                            "connector",
                            "dead",
                            "dispatch",
                            "event",
                            "flow",
                            "inbox",
                            "ingress",
                            "json",
                            "ledger",
                            "limit",
                            "media",
                            "ops",
                            "outbound",
                            "postgres",
                            "redis",
                            "template",
                            "whatsapp",
                            "yaml")));

    static Set<String> rooms() {
        return MAY_KNOW.keySet();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyRoomKnowsOnlyTheRoomsItMay(String room) {
        var others = new TreeSet<>(MAY_KNOW.keySet());
        others.removeAll(MAY_KNOW.getOrDefault(room, Set.of()));
        others.remove(room);
        var forbidden = others.stream().map(ArchitectureTest::inside).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("dev.spillway")
                .because("a webhook walks through the rooms in one direction, and only App knows them all")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    private static String inside(String room) {
        return "dev.spillway." + room + "..";
    }

    @Test
    void everyRoomIsNamedHere() {
        var found = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.spillway."))
                .map(name -> name.substring("dev.spillway.".length()).split("\\.", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(MAY_KNOW.keySet()).containsAll(found);
    }

    @Test
    void theSimulatedMetaKnowsNothingButWhatSimulatorsStandOn() {
        var own = new String[] {"dev.spillway.sandbox.meta..", "dev.spillway.sandbox.stage.."};
        noClasses()
                .that()
                .resideInAPackage("dev.spillway.sandbox.meta..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.spillway..").and(not(resideInAnyPackage(own))))
                .because("it judges limit, whatsapp and outbound: a class in common is a mistake in common")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("dev.spillway.sandbox.stage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.spillway.sandbox", "dev.spillway.sandbox.meta..")
                .because("what simulators stand on knows no simulator")
                .check(MAIN);
    }

    @Test
    void roomsDoNotFormCycles() {
        slices().matching("dev.spillway.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void theSharedWordsImportTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.spillway.event..")
                .should(onlyDependOnClassesThat(resideInAnyPackage("dev.spillway.event..", "java..", "org.jspecify..")))
                .because("what all rooms share must not pull a library into all rooms")
                .check(MAIN);
    }

    @Test
    void connectorsSendersAndPlansDoNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.spillway.connector..",
                        "dev.spillway.gate..",
                        "dev.spillway.whatsapp..",
                        "dev.spillway.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.net.http..", "java.util.concurrent..")
                .because(
                        "a backend is two pure functions: what to ask, and what the answer means; a plan is arithmetic")
                .check(MAIN);
    }

    @Test
    void nothingIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
                .because("a name says what a thing is")
                .check(MAIN);
    }

    @Test
    void nobodyAsksTheWallClockPastTheClockHandedIn() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spillway.sandbox..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .because("time is handed in as a Clock, so that tests need not sleep")
                .check(MAIN);
    }

    @Test
    void nobodyUsesAnotherFutureThanVertx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spillway.sandbox..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.CompletableFuture.class)
                .because("two kinds of futures are one too many, and this one invites blocking")
                .check(MAIN);
    }

    @Test
    void jsonObjectStaysAtTheBorder() {
        noClasses()
                .that(resideOutside("ingress", "connector", "sandbox"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.json.JsonObject")
                .because("foreign data is decoded once, into records")
                .check(MAIN);
    }

    private static DescribedPredicate<JavaClass> resideOutside(String... rooms) {
        var inside =
                java.util.Arrays.stream(rooms).map(ArchitectureTest::inside).toArray(String[]::new);
        return DescribedPredicate.not(resideInAnyPackage(inside));
    }

    @Test
    void onlyAppDeploysVerticles() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.spillway.App")
                .and()
                .resideOutsideOfPackage("dev.spillway.sandbox..")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "deployVerticle", call -> call.getTarget().getName().equals("deployVerticle")))
                .because("what runs where is read in one place")
                .check(MAIN);
    }
}
