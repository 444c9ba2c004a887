package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Serving.Area;
import dev.spillway.Serving.Offer;
import dev.spillway.connector.Capability;
import dev.spillway.flow.Wanted;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static final Area NORTH = new Area("acme", "north");
    private static final Area SOUTH = new Area("acme", "south");
    private static final Area OTHERS = new Area("otto", "");

    private static Offer offer(String name, Area area, Capability... serves) {
        return new Offer(name, area, Set.of(serves));
    }

    private final Serving serving = new Serving(
            List.of(
                    offer("desk", Area.ANYWHERE, Capability.TICKET),
                    offer("desk-acme", new Area("acme", ""), Capability.TICKET),
                    offer("desk-north", NORTH, Capability.TICKET, Capability.STOCK),
                    offer("erp", Area.ANYWHERE, Capability.ORDER),
                    offer("erp-two", Area.ANYWHERE, Capability.ORDER)),
            List.of());

    @Test
    void theClosestServes() {
        assertThat(serving.best(Capability.TICKET, NORTH)).containsExactly("desk-north");
        assertThat(serving.best(Capability.TICKET, SOUTH)).containsExactly("desk-acme");
        assertThat(serving.best(Capability.TICKET, OTHERS)).containsExactly("desk");
    }

    @Test
    void nobodyServesWhatIsElsewhere() {
        assertThat(serving.best(Capability.STOCK, SOUTH)).isEmpty();
        assertThat(serving.of(Wanted.of(null, Capability.STOCK), "")).isEmpty();
    }

    @Test
    void twoThatAreEquallyCloseAreToldAndNeitherIsChosen() {
        assertThat(serving.best(Capability.ORDER, NORTH)).containsExactly("erp", "erp-two");
        assertThat(serving.of(Wanted.of(null, Capability.ORDER), "")).isEmpty();
    }

    @Test
    void whatABackendTellsIsServedWhereThatBackendIs() {
        assertThat(serving.of(Wanted.of(null, Capability.TICKET), "desk-north")).contains("desk-north");
        assertThat(serving.of(Wanted.of(null, Capability.TICKET), "desk-acme")).contains("desk-acme");
        assertThat(serving.of(Wanted.of(null, Capability.TICKET), "erp")).contains("desk");
    }

    @Test
    void whoeverIsNamedIsMeant() {
        assertThat(serving.of(Wanted.of("erp-two", null), "")).contains("erp-two");
        assertThat(serving.of(Wanted.of(null, Capability.TICKET), "")).contains("desk");
    }
}
