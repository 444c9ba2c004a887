package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Upload, look-up, download and removal of media. Addresses live five minutes, and nothing is given without the token. */
final class MediaRoutes {
    /** Somewhat more than the largest document: more is not read, only counted. */
    private static final int UPLOAD_BYTES_MAX = 101 << 20;

    private final MetaAccount account;
    private final Behaviour behaviour;
    private final Now now;
    private final BusinessNumbers numbers;
    private final MediaStore store;
    private long reading;

    MediaRoutes(MetaAccount account, Behaviour behaviour, MetaState state) {
        this.account = account;
        this.behaviour = behaviour;
        this.now = state.now();
        this.numbers = state.numbers();
        this.store = state.media();
    }

    /** Uploads: before anything that reads bodies. */
    void mountUpload(Router router, Stage stage) {
        router.post("/meta/:version/:number/media").handler(context -> read(context, stage));
    }

    void mount(Router router, Stage stage) {
        router.get("/meta/_media/:id").handler(context -> stage.handle(context, this::download));
        router.post("/_sim/meta/media").handler(Control.on(this::send));
    }

    /** A file on its way in. Bytes beyond its bound, or beyond that of all files on their way, are only counted. */
    private final class Upload {
        private final String mimeType;
        private final Buffer content = Buffer.buffer();
        private long bytes;

        Upload(HttpServerFileUpload file) {
            this.mimeType = file.contentType();
            file.handler(this::take);
        }

        private void take(Buffer chunk) {
            bytes += chunk.length();
            if (bytes > UPLOAD_BYTES_MAX || reading > MediaStore.BYTES_MAX) return;
            reading += chunk.length();
            content.appendBuffer(chunk);
        }

        private void end() {
            reading -= content.length();
        }
    }

    private void read(RoutingContext context, Stage stage) {
        var request = context.request().setExpectMultipart(true);
        List<Upload> files = new ArrayList<>();
        request.uploadHandler(file -> files.add(new Upload(file)));
        request.end()
                .onComplete(read -> files.forEach(Upload::end))
                .onSuccess(read -> stage.handle(context, call -> upload(context, call, files)))
                .onFailure(context::fail);
    }

    /** {@code POST /{version}/{number}/media}: messaging_product, file, type. */
    private Answer upload(RoutingContext context, Call call, List<Upload> files) {
        var number = call.parameter("number");
        if (!call.bearer().equals(account.token())) return MetaError.badToken().answer();
        if (!numbers.has(number)) return MetaError.unknownNumber(number).answer();
        var form = context.request().formAttributes();
        if (!"whatsapp".equals(form.get("messaging_product"))) {
            return MetaError.missing("messaging_product").answer();
        }
        if (files.size() != 1) return MetaError.missing("file").answer();
        return take(number, form.get("type") == null ? files.get(0).mimeType : form.get("type"), files.get(0));
    }

    private Answer take(String number, String mimeType, Upload file) {
        if (file.content.length() < Math.min(file.bytes, UPLOAD_BYTES_MAX)) {
            return MetaError.of(500, 131016, "Service unavailable", "Too much is being uploaded")
                    .answer();
        }
        return MediaLimits.breach(mimeType, file.bytes, file.content)
                .map(MetaError::answer)
                .orElseGet(() -> {
                    var type = MediaLimits.bare(mimeType);
                    var piece = store.uploaded(number, type, file.content, dayMs());
                    return Answer.done(200, Json.object().put("id", piece.id()));
                });
    }

    /** {@code GET /{version}/{id}}, with {@code phone_number_id} only for that number. */
    Answer describe(Call call) {
        var number = call.parameter("phone_number_id");
        return store.get(call.parameter("id"))
                .filter(piece -> number.isEmpty() || piece.isFor(number))
                .map(piece -> Answer.of(200, piece.describe(address(call, piece.id()))))
                .orElseGet(() -> MetaError.unknownNumber(call.parameter("id")).answer());
    }

    /** {@code DELETE /{version}/{id}}. */
    Answer remove(Call call) {
        if (!store.remove(call.parameter("id"))) {
            return MetaError.unknownNumber(call.parameter("id")).answer();
        }
        return Answer.done(200, Json.object().put("success", true));
    }

    private String address(Call call, String id) {
        var until = now.ms() + behaviour.part(Policy.class).mediaUrlMs();
        return "http://" + call.host() + "/meta/_media/" + id + "?ext=" + until + "&hash=" + hash(id, until);
    }

    private String hash(String id, long untilMs) {
        var sum = new CRC32();
        sum.update((account.appSecret() + id + untilMs).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private Answer download(Call call) {
        if (!call.bearer().equals(account.token())) return MetaError.badToken().answer();
        var untilMs = until(call);
        var genuine = call.parameter("hash").equals(hash(call.parameter("id"), untilMs));
        if (!genuine || now.ms() >= untilMs) return Answer.error(404, "gone");
        return store.get(call.parameter("id"))
                .map(piece -> Answer.bytes(piece.mimeType(), piece.content()))
                .orElseGet(() -> Answer.error(404, "gone"));
    }

    private static long until(Call call) {
        var text = call.parameter("ext");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /**
     * {@code POST /_sim/meta/media?type=image/jpeg&bytes=1000}: a piece that somebody sends: made up, for a webhook to name.
     *
     * @throws IllegalArgumentException if it is too large
     */
    private ObjectNode send(Call call) {
        var bytes = call.number("bytes", 1_000, Integer.MAX_VALUE);
        if (bytes > UPLOAD_BYTES_MAX) throw new IllegalArgumentException("bytes must be 0.." + UPLOAD_BYTES_MAX);
        var content = Buffer.buffer(new byte[bytes]);
        for (var at = 0; at < bytes; at++) content.setByte(at, (byte) (at * 31));
        var type = call.parameter("type").isEmpty() ? "image/jpeg" : call.parameter("type");
        var piece = store.inbound(type, content, dayMs());
        return piece.describe(address(call, piece.id()));
    }

    private long dayMs() {
        return behaviour.part(Policy.class).dayMs();
    }
}
