package dev.spillway.outbound;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Tells a transport's failure in words of ours: the library's messages hold addresses and change with its version. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable cause) {
        if (cause instanceof TimeoutException) return "too slow";
        if (cause instanceof UnknownHostException) return "unknown host";
        if (cause instanceof SSLException) return "no TLS: certificate or handshake";
        if (cause instanceof ConnectionPoolTooBusyException) return "too many calls wait for a connection";
        if (cause instanceof ConnectException) return "no connection";
        if (cause instanceof SocketException) return "the connection broke";
        if (cause instanceof HttpClosedException) return "the connection was closed";
        return cause.getClass().getSimpleName();
    }
}
