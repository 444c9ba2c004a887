package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatesTest {
    private static final Instant NOON = Scene.NOON;

    @ParameterizedTest
    @EnumSource
    void letsEveryClassPassThatNothingIsHeldAgainst(SendClass sendClass) {
        assertThat(new Scene(sendClass).judge()).isInstanceOf(Permit.Pass.class);
    }

    @Test
    void anOptOutWinsOverConsent() {
        var permit = new Scene(SendClass.MARKETING)
                .agreed(true)
                .optedOut(NOON.minusSeconds(5))
                .judge();
        assertThat(permit).isEqualTo(new Permit.Refuse(Gate.SUPPRESSION, "suppressed"));
    }

    @Test
    void anOptOutOfAnotherClassHoldsNothingAgainstThisOne() {
        var scene = new Scene(SendClass.NOTICE).optedOut(SendClass.MARKETING, NOON.minusSeconds(5));
        assertThat(scene.judge()).isInstanceOf(Permit.Pass.class);
    }

    @Test
    void refusesAReplyToWhatWasWrittenBeforeTheOptOut() {
        var scene = new Scene(SendClass.REPLY).optedOut(SendClass.MARKETING, NOON.minusSeconds(5));
        assertThat(scene.asked(NOON.minusSeconds(6)).judge())
                .isEqualTo(new Permit.Refuse(Gate.SUPPRESSION, "suppressed_since"));
    }

    @Test
    void letsAReplyPassToWhatWasWrittenAfterTheOptOut() {
        var scene = new Scene(SendClass.REPLY).optedOut(SendClass.MARKETING, NOON.minusSeconds(5));
        assertThat(scene.asked(NOON.minusSeconds(4)).judge()).isInstanceOf(Permit.Pass.class);
    }

    @Test
    void letsTheOneConfirmationOfAnOptOutPassWhateverItIsAbout() {
        var scene = new Scene(SendClass.REPLY).optedOut(SendClass.REPLY, NOON.minusSeconds(5));
        assertThat(scene.asked(NOON.minusSeconds(5)).judge()).isInstanceOf(Permit.Pass.class);
    }

    @Test
    void refusesFreeTextOutsideTheWindowWhereNoTemplateStandsIn() {
        var scene = new Scene(SendClass.REPLY).freeText().wrote(Duration.ofHours(25));
        assertThat(scene.judge()).isEqualTo(new Permit.Refuse(Gate.WINDOW, "window_closed"));
    }

    @Test
    void countsTheWindowAsClosedAMarginEarlier() {
        var text = new Scene(SendClass.REPLY).freeText();
        assertThat(text.wrote(Duration.ofHours(24).minusMinutes(5)).judge()).isInstanceOf(Permit.Refuse.class);
        assertThat(text.wrote(Duration.ofHours(24).minusMinutes(5).minusMillis(1))
                        .judge())
                .isInstanceOf(Permit.Pass.class);
    }

    @Test
    void theTemplateThatStandsInIsLookedAtLikeAnyOther() {
        var scene = new Scene(SendClass.NOTICE)
                .freeText()
                .wrote(Duration.ofHours(25))
                .configured("instead: {es: {name: news, language: es_MX}}");
        assertThat(scene.judge()).isInstanceOf(Permit.Instead.class);
        assertThat(scene.agreed(false).judge()).isEqualTo(new Permit.Refuse(Gate.CONSENT, "no_consent"));
        assertThat(scene.agreed(true).templateIs("disabled", null).judge())
                .isEqualTo(new Permit.Refuse(Gate.TEMPLATE, "template_disabled"));
    }

    @Test
    void judgesAsMarketingWhatMetaFilesSoWhateverItIsSentAs() {
        var scene = new Scene(SendClass.NOTICE).optedOut(SendClass.MARKETING, NOON.minusSeconds(5));
        assertThat(scene.judge()).isInstanceOf(Permit.Pass.class);
        assertThat(scene.filedAs("marketing").judge()).isEqualTo(new Permit.Refuse(Gate.SUPPRESSION, "suppressed"));
    }

    @Test
    void aFreeEntryChangesTheCostAndNeverThePermission() {
        var text = new Scene(SendClass.REPLY).freeText().cameByAdvertisement(Duration.ofHours(30));
        assertThat(text.wrote(Duration.ofHours(30)).judge()).isEqualTo(new Permit.Refuse(Gate.WINDOW, "window_closed"));
        var template = new Scene(SendClass.MARKETING).cameByAdvertisement(Duration.ofHours(30));
        assertThat(template.judge())
                .isEqualTo(new Permit.Pass(
                        new Cost(0, "USD", "marketing", "MX", "free_entry"), new TemplateName("order_news", "es_MX")));
    }

    @Test
    void whatWaitsForConsentsToBeReadBackComesAgainInASecond() {
        var permit = new Scene(SendClass.MARKETING).unknown().judge();
        assertThat(permit).isEqualTo(new Permit.Postpone(Gate.SUPPRESSION, NOON.plusSeconds(1), "facts_unknown"));
    }

    @Test
    void whoWaitsForAnAnswerIsNotKeptWaitingForThat() {
        assertThat(new Scene(SendClass.REPLY).unknown().judge()).isInstanceOf(Permit.Pass.class);
        assertThat(new Scene(SendClass.AUTHENTICATION).unknown().judge()).isInstanceOf(Permit.Pass.class);
    }

    @Test
    void whatATemplateThatIsPausedIsToSayWaitsForThatTemplate() {
        var over = NOON.plus(Duration.ofHours(3));
        var permit = new Scene(SendClass.NOTICE).templateIs("paused", over).judge();
        assertThat(permit)
                .isEqualTo(new Permit.Postpone(Gate.TEMPLATE, over, "template_paused", "template:order_news/es_MX"));
        assertThat(new Scene(SendClass.NOTICE).templateIs("disabled", null).judge())
                .isEqualTo(new Permit.Refuse(Gate.TEMPLATE, "template_disabled"));
    }

    @Test
    void whatMetaWouldTakeAndKeepBackIsPutOffOrGoesAndIsNeverRefused() {
        var over = NOON.plus(Duration.ofHours(1));
        var paced = Templates.Standing.PACED;
        assertThat(new Scene(SendClass.MARKETING).templateIs(paced, over).judge())
                .isInstanceOf(Permit.Postpone.class);
        assertThat(new Scene(SendClass.AUTHENTICATION).templateIs(paced, over).judge())
                .isInstanceOf(Permit.Pass.class);
    }

    @Test
    void advertisingWaitsUntilThePersonHasRested() {
        var scene = new Scene(SendClass.NOTICE).restsUntil(NOON.plusSeconds(1));
        assertThat(scene.judge()).as("news of an order is no advertising").isInstanceOf(Permit.Pass.class);
        assertThat(scene.filedAs("marketing").judge())
                .isEqualTo(new Permit.Postpone(Gate.REST, NOON.plusSeconds(1), "had_enough"));
        assertThat(scene.at(NOON.plusSeconds(1)).judge()).isInstanceOf(Permit.Pass.class);
    }

    @Test
    void aBudgetHoldsBackWhatWouldGoBeyondIt() {
        var scene = new Scene(SendClass.MARKETING).configured("budgets: [{sender: main, perDay: 1}]");
        assertThat(scene.spent(969_000).judge()).isInstanceOf(Permit.Pass.class);
        assertThat(scene.spent(969_001).judge()).isInstanceOf(Permit.Postpone.class);
    }

    @Test
    void aBudgetOfAnotherNumberHoldsNothingAgainstThisOne() {
        var scene = new Scene(SendClass.MARKETING).configured("budgets: [{sender: other, perDay: 0}]");
        assertThat(scene.spent(5_000_000).judge()).isInstanceOf(Permit.Pass.class);
    }
}
