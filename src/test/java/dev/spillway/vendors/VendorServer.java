package dev.spillway.vendors;

import dev.spillway.vendors.Diary.Fate;
import dev.spillway.vendors.Diary.Line;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.SplittableRandom;

/** A vendor behind HTTP on 127.0.0.1, without TLS; its controls are below {@code /_sim}, see {@link Controls}. */
final class VendorServer {
    private final Vertx vertx;
    private final Clock clock;
    private final Vendor vendor;
    private final Controls controls;
    private final Diary diary = new Diary();
    private final Troubles troubles = new Troubles(new SplittableRandom());
    private final Workers workers = new Workers();
    private final Underway underway = new Underway();
    private final HttpServer server;

    /** A call that is being worked on. */
    private record Call(HttpServerRequest request, Asked asked, Line line) {}

    private VendorServer(Vertx vertx, Clock clock, Vendor vendor) {
        this.vertx = vertx;
        this.clock = clock;
        this.vendor = vendor;
        this.controls = new Controls(vendor, diary, troubles, workers, underway);
        this.server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(16 << 10));
        server.requestHandler(request -> request.body().onSuccess(body -> take(request, body)));
    }

    /** Starts one; port 0 takes a free one. */
    static Future<VendorServer> start(Vertx vertx, Clock clock, Vendor vendor, int port) {
        var made = new VendorServer(vertx, clock, vendor);
        return made.server.listen(port, "127.0.0.1").map(made);
    }

    int port() {
        return server.actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    Future<Void> close() {
        return server.close();
    }

    private void take(HttpServerRequest request, Buffer body) {
        var asked = Asked.of(request, body, clock.instant());
        if (asked.path().startsWith("/_sim/")) {
            write(request, controls.answer(asked, url()));
            return;
        }
        var line = diary.add(asked, vendor.operation(asked));
        if (!troubles.hangs()) arrive(new Call(request, asked, line));
    }

    private void arrive(Call call) {
        if (troubles.failStatus() > 0) {
            refuse(call, Refusal.of(Said.empty(troubles.failStatus())));
            return;
        }
        try {
            vendor.admit(call.asked, underway);
            if (!workers.enter(() -> begin(call))) throw Refusal.limited(vendor.overloaded());
            underway.begin(call.asked);
        } catch (Refusal e) {
            refuse(call, e);
        }
    }

    private void begin(Call call) {
        var workMs = troubles.workMs();
        if (workMs == 0) vertx.runOnContext(now -> finish(call));
        else vertx.setTimer(workMs, now -> finish(call));
    }

    private void finish(Call call) {
        underway.end(call.asked, clock.instant());
        workers.leave();
        try {
            end(call, vendor.signed(call.asked, vendor.work(call.asked)));
        } catch (Refusal e) {
            refuse(call, e);
        } catch (RuntimeException e) {
            call.line.end(Fate.REFUSED, 500, "");
            write(call.request, Said.json(500, "\"defect of the simulator: " + e + "\""));
        }
    }

    private void end(Call call, Said said) {
        var lost = troubles.losesThis(said);
        call.line.end(lost ? Fate.LOST : Fate.DONE, said.status(), said.made());
        if (lost) call.request.connection().close();
        else write(call.request, said);
    }

    private void refuse(Call call, Refusal refusal) {
        var said = vendor.signed(call.asked, refusal.said());
        call.line.end(refusal.isLimited() ? Fate.LIMITED : Fate.REFUSED, said.status(), "");
        write(call.request, said);
    }

    private static void write(HttpServerRequest request, Said said) {
        var response = request.response();
        if (response.closed()) return; // the caller has gone
        response.setStatusCode(said.status());
        said.headers().forEach(response::putHeader);
        response.end(said.body());
    }
}
