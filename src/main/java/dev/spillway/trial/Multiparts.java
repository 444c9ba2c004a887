package dev.spillway.trial;

import dev.spillway.trial.SampleFile.Part;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Takes a multipart body to pieces, as a server would. */
final class Multiparts {
    private Multiparts() {}

    /** By name; empty if it is none. */
    static Map<String, Part> of(HttpServerRequest request, Buffer body) {
        var whole = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, request.path(), Unpooled.wrappedBuffer(body.getBytes()));
        whole.headers().set("content-type", Objects.requireNonNullElse(request.getHeader("content-type"), ""));
        if (!HttpPostRequestDecoder.isMultipart(whole)) return Map.of();
        var decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), whole);
        try {
            var parts = new TreeMap<String, Part>();
            for (var data : decoder.getBodyHttpDatas()) parts.put(data.getName(), part(data));
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            decoder.destroy();
        }
    }

    private static Part part(InterfaceHttpData data) throws IOException {
        if (data instanceof FileUpload file) {
            return new Part(file.getString(StandardCharsets.UTF_8), file.getFilename(), file.getContentType());
        }
        return data instanceof Attribute value ? new Part(value.getValue(), "", "") : new Part("", "", "");
    }
}
