package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.CallLog;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import java.util.Map;

/** The simulators' own doors, below {@code /_sim}: what came, and how to behave. */
final class ControlRoutes {
    private static final int CALLS_DEFAULT = 1_000;

    private final Map<String, Stage> stages;

    /** @param stages the simulators by name */
    ControlRoutes(Map<String, Stage> stages) {
        this.stages = Map.copyOf(stages);
    }

    void mount(Router router) {
        router.get("/_sim/:name/received").handler(Control.on(this::received));
        router.delete("/_sim/:name/received").handler(Control.on(this::forget));
        router.get("/_sim/:name/arrivals")
                .handler(Control.on(call -> stage(call).arrivals().after(call.number("after", 0, Integer.MAX_VALUE))));
        router.get("/_sim/:name/behaviour")
                .handler(Control.on(call -> stage(call).behaviour().tree()));
        router.put("/_sim/:name/behaviour").handler(Control.on(this::behave));
        router.delete("/_sim/:name/behaviour").handler(Control.on(this::behaveWell));
    }

    private JsonNode received(Call call) {
        return stage(call)
                .log()
                .report(
                        call.number("offset", 0, Integer.MAX_VALUE),
                        call.number("limit", CALLS_DEFAULT, CallLog.CALLS_MAX));
    }

    private JsonNode forget(Call call) {
        stage(call).log().clear();
        stage(call).arrivals().clear();
        return Json.object();
    }

    private JsonNode behave(Call call) {
        var behaviour = stage(call).behaviour();
        behaviour.put(Control.object(call));
        return behaviour.tree();
    }

    private JsonNode behaveWell(Call call) {
        var behaviour = stage(call).behaviour();
        behaviour.reset();
        return behaviour.tree();
    }

    private Stage stage(Call call) {
        var stage = stages.get(call.parameter("name"));
        if (stage != null) return stage;
        throw new IllegalArgumentException("unknown simulator " + call.parameter("name") + "; known: meta, erp, crm");
    }
}
