package dev.spillway.flow;

import static dev.spillway.flow.Conversation.branch;
import static dev.spillway.flow.Conversation.delivery;
import static dev.spillway.flow.Conversation.row;
import static dev.spillway.flow.Conversation.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.lane.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ERP does not answer in time. */
class LateAnswerTest {
    private static final Outcome LATE = Outcome.of(Kind.UNAVAILABLE, "no answer within PT2.5S");
    private static final Outcome FOUND = Outcome.done(FakeLookups.ORDER);

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNAVAILABLE", "THROTTLED", "CONTACT_THROTTLED", "LOCKED", "AMBIGUOUS", "AUTH_EXPIRED"})
    void promisesAnAnswerAndLetsTheLookupGoOn(Kind kind) {
        var conversation = late(Conversation.withOwner(), kind);
        var run = conversation.write("¿Dónde está mi pedido 1234?");
        assertThat(branch(run)).isEqualTo("late");
        assertThat(texts(run).get(0)).startsWith("Estoy consultando tu pedido 1234.");
        var later = lookup(run);
        assertThat(later.destination()).isEqualTo("erp");
        assertThat(later.answers()).isTrue();
        assertThat(later.id()).endsWith(".order-status.lookup-later");
        assertThat(later.input()).containsEntry("orderNumber", "1234").containsKey(FollowUp.KEY);
    }

    @Test
    void saysWhatTheBackendWantsToBeSaidWhereTheFlowSaysNothing(@TempDir Path directory) throws IOException {
        var flow = Files.readString(Path.of("conf/flows/order-status.yaml")).replaceFirst("  late: .*\n", "");
        Files.writeString(directory.resolve("order-status.yaml"), flow);
        var book = FlowLoader.load(directory, Path.of("conf/templates"), FlowSettings.DEFAULT);
        var conversation = late(
                Conversation.withOwner(book.with(Map.of("erp", Map.of("getOrder", "order-late")))), Kind.UNAVAILABLE);

        var run = conversation.write("¿Dónde está mi pedido 1234?");

        assertThat(book.needs()).extracting(FlowBook.Need::unsaid).containsExactly(true, false);
        assertThat(branch(run)).isEqualTo("late");
        assertThat(texts(run).get(0)).startsWith("Estoy consultando tu pedido 1234.");
        assertThat(lookup(run).answers()).isTrue();
    }

    @Test
    void tellsTheLateAnswerInTheSameLanguageQuotingTheQuestion() {
        var conversation = late(Conversation.withOwner(), Kind.UNAVAILABLE);
        var asked = conversation.write("where is my order 1234?");
        var told = conversation.run(conversation.answer(lookup(asked), FOUND));
        assertThat(branch(told)).isEqualTo("done");
        var reply = delivery(told, "sendText").orElseThrow();
        assertThat(reply.input())
                .containsEntry("to", "5215550104321")
                .containsEntry("replyTo", "wamid.1")
                .extractingByKey("text")
                .asString()
                .startsWith("📦 Order 1234: it is on its way.");
        assertThat(reply.destination()).isEqualTo("lumbre");
        assertThat(delivery(told, "addNote"))
                .as("the note was made when it was asked")
                .isEmpty();
    }

    @Test
    void checksTheOwnerOfALateAnswerToo() {
        var conversation = late(Conversation.with("5215599999999"), Kind.UNAVAILABLE);
        var asked = conversation.write("pedido 1234");
        var told = conversation.run(conversation.answer(lookup(asked), FOUND));
        assertThat(branch(told)).isEqualTo("not_theirs");
        assertThat(texts(told).get(0)).startsWith("No encontré el pedido 1234");
    }

    @Test
    void tellsThatALateAnswerFoundNothing() {
        var conversation = late(Conversation.withOwner(), Kind.UNAVAILABLE);
        var asked = conversation.write("pedido 1234");
        var told = conversation.run(conversation.answer(lookup(asked), Outcome.of(Kind.NOT_FOUND, "none")));
        assertThat(branch(told)).isEqualTo("not_found");
    }

    @Test
    void apologisesWhenEvenTheLateLookupFailed() {
        var conversation = late(Conversation.withOwner(), Kind.UNAVAILABLE);
        var asked = conversation.write("pedido 1234");
        var told = conversation.run(conversation.answer(lookup(asked), LATE));
        assertThat(branch(told)).isEqualTo("failed");
        assertThat(texts(told).get(0)).startsWith("Lo siento");
        assertThat(delivery(told, "getOrder")).isEmpty();
    }

    @Test
    void followsTheSameQuestionUpOnce() {
        var conversation = late(Conversation.withOwner(), Kind.UNAVAILABLE);
        conversation.write("pedido 1234");
        var again = conversation.write("¿dónde está mi pedido 1234?");
        assertThat(texts(again).get(0)).startsWith("Estoy consultando");
        assertThat(delivery(again, "getOrder")).isEmpty();
        conversation.erp.answering("1235", LATE);
        assertThat(delivery(conversation.write("pedido 1235"), "getOrder")).isPresent();
    }

    @Test
    void doesNotTellTwiceWhatWasAnsweredMeanwhile() {
        var conversation = late(Conversation.withOwner(), Kind.UNAVAILABLE);
        var asked = conversation.write("pedido 1234");
        conversation.erp.answering("1234", FOUND);
        assertThat(branch(conversation.write("pedido 1234?"))).isEqualTo("done");
        var told = conversation.run(conversation.answer(lookup(asked), FOUND));
        assertThat(branch(told)).isEqualTo("answered");
        assertThat(told.deliveries()).isEmpty();
        assertThat(conversation.session()).containsOnlyKeys("language");
    }

    @Test
    void keepsWhatTheContactIsAskedForWhileALateAnswerComes() {
        var conversation = late(Conversation.withOwner(), Kind.UNAVAILABLE);
        var asked = conversation.write("pedido 1234");
        conversation.write("¿dónde está mi pedido?");
        conversation.run(conversation.answer(lookup(asked), FOUND));
        assertThat(conversation.session()).containsKey("awaiting").doesNotContainKey("pending");
        conversation.erp.answering("1234", FOUND);
        assertThat(branch(conversation.write("1234"))).isEqualTo("done");
    }

    @Test
    void tellsALateAnswerAlthoughTheSessionIsForgotten() {
        var asked = late(Conversation.withOwner(), Kind.UNAVAILABLE).write("pedido 1234");
        var fresh = Conversation.withOwner();
        var told = fresh.run(fresh.answer(lookup(asked), FOUND));
        assertThat(branch(told)).isEqualTo("done");
        assertThat(told.session()).isNull();
    }

    @Test
    void tracesALateAnswerByQuestionDeliveryAndOrder() {
        var conversation = late(Conversation.withOwner(), Kind.UNAVAILABLE);
        var asked = conversation.write("pedido 1234");
        var rule = row(conversation.run(conversation.answer(lookup(asked), FOUND)), "rule");
        assertThat(rule.messageId()).isEqualTo("wamid.1");
        assertThat(rule.deliveryId()).isEqualTo(lookup(asked).id());
        assertThat(rule.order()).isEqualTo("1234");
    }

    @Test
    void survivesAResultThatNobodyAskedFor() {
        var conversation = Conversation.withOwner();
        var stray =
                new HashMap<>(lookup(late(Conversation.withOwner(), Kind.LOCKED).write("pedido 1234"))
                        .input());
        stray.put(FollowUp.KEY, Map.of("flow", "gone"));
        var delivery = lookup(late(Conversation.withOwner(), Kind.LOCKED).write("pedido 1234"));
        var changed = new Delivery(
                delivery.id(),
                "erp",
                delivery.priority(),
                delivery.contact(),
                delivery.event(),
                delivery.acceptedAt(),
                delivery.step(),
                "getOrder",
                stray,
                "es-MX",
                true);
        var run = conversation.run(conversation.answer(changed, FOUND));
        assertThat(row(run, "rule").detail()).containsEntry("flow", "none");
        assertThat(run.deliveries()).isEqualTo(List.of());
    }

    private static Conversation late(Conversation conversation, Kind kind) {
        conversation.erp.answering("1234", Outcome.of(kind, "later"));
        return conversation;
    }

    private static Delivery lookup(Run run) {
        return delivery(run, "getOrder").orElseThrow();
    }
}
