package dev.spillway.sandbox.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallLogTest {
    @Test
    void keepsTheLastCallsAndCountsTheRest() {
        var log = new CallLog(3);
        for (var n = 0; n < 5; n++) log.add(call("{\"n\":" + n + "}"), "k" + n % 2);
        var report = log.report(0, 10);
        assertThat(report.path("count").asInt()).isEqualTo(5);
        assertThat(report.path("forgotten").asInt()).isEqualTo(2);
        assertThat(report.path("calls")).hasSize(3);
        assertThat(report.at("/calls/0/body/n").asInt()).isEqualTo(2);
        assertThat(report.path("byKey").path("k0").asInt()).isEqualTo(3);
    }

    @Test
    void forgetsCallsWhoseBodiesAreTooMuch() {
        var log = new CallLog(1000);
        var body = "x".repeat(1 << 20);
        for (var n = 0; n < 70; n++) log.add(call(body), "k");
        assertThat(log.report(0, 0).path("forgotten").asInt()).isEqualTo(6);
    }

    private static Call call(String body) {
        return new Call(new Call.Head(Instant.EPOCH, "POST", "/", Map.of(), "", "", ""), body);
    }
}
