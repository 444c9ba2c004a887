package dev.spillway.sandbox.meta;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Posts signed webhooks and repeats those not answered by 200 as Meta does: at once, then ever less often, with Meta's
 * patience cut down from 7 days to about {@value #ATTEMPTS_MAX} attempts in 2 minutes. At most {@value #PENDING_MAX} wait;
 * further ones are dropped and counted.
 */
final class WebhookSender {
    static final int ATTEMPTS_MAX = 32;
    static final int PENDING_MAX = 200_000;

    private static final int CONNECTIONS = 64;
    private static final long ANSWER_MAX_MS = 20_000; // what Meta's calling documentation says of its own client
    private static final long RETRY_FIRST_MS = 250;
    private static final long RETRY_MAX_MS = 4_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final String secret;
    private final WebhookLog log;
    private volatile @Nullable URI callbackUrl;
    private int pending;

    WebhookSender(Vertx vertx, MetaAccount account, WebhookLog log) {
        this.vertx = vertx;
        this.secret = account.appSecret();
        this.log = log;
        this.callbackUrl = account.callbackUrl();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(2_000),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(PENDING_MAX));
    }

    void callbackUrl(URI url) {
        callbackUrl = url;
    }

    boolean hasCallback() {
        return callbackUrl != null;
    }

    /**
     * How an attempt ended.
     *
     * @param status the gateway's; 0 = none came
     * @param problem why none came
     */
    record Attempted(int status, long ms, String problem) {
        boolean accepted() {
            return status == 200;
        }
    }

    /** Posts it; the result is the first attempt's, further ones go on behind. */
    Future<Attempted> send(byte[] body, WebhookLog.Entry entry) {
        if (pending >= PENDING_MAX || callbackUrl == null) {
            log.dropped();
            return Future.succeededFuture(
                    new Attempted(0, 0, callbackUrl == null ? "no callback URL" : "too many pending"));
        }
        pending++;
        log.add(entry);
        return attempt(new Webhook(Buffer.buffer(body), MetaWire.signature(secret, body), entry));
    }

    /** What waits is dropped. */
    Future<Void> close() {
        callbackUrl = null;
        return client.close();
    }

    private record Webhook(Buffer body, String signature, WebhookLog.Entry entry) {}

    private Future<Attempted> attempt(Webhook webhook) {
        var start = System.nanoTime();
        return post(webhook)
                .map(status -> new Attempted(status, since(start), ""))
                .otherwise(problem -> new Attempted(0, since(start), String.valueOf(problem.getMessage())))
                .onSuccess(attempted -> settle(webhook, attempted));
    }

    private Future<Integer> post(Webhook webhook) {
        var url = callbackUrl;
        if (url == null) return Future.failedFuture("no callback URL");
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setTimeout(ANSWER_MAX_MS)
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Hub-Signature-256", webhook.signature);
        return client.request(options).compose(request -> exchange(request, webhook.body));
    }

    private static Future<Integer> exchange(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(response -> response.end().map(response.statusCode()));
    }

    private void settle(Webhook webhook, Attempted attempted) {
        webhook.entry.attempted(attempted);
        if (attempted.accepted()) {
            pending--;
            log.accepted();
        } else if (callbackUrl == null || webhook.entry.attempts() >= ATTEMPTS_MAX) {
            pending--;
            log.givenUp();
        } else {
            log.repeated();
            vertx.setTimer(delayMs(webhook.entry.attempts()), timer -> again(webhook));
        }
    }

    private void again(Webhook webhook) {
        attempt(webhook).onFailure(defect -> pending--);
    }

    /** @param attempts made so far; the first repeat comes at once */
    static long delayMs(int attempts) {
        if (attempts <= 1) return 1;
        return Math.min(RETRY_MAX_MS, RETRY_FIRST_MS << Math.min(attempts - 2, 8));
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
