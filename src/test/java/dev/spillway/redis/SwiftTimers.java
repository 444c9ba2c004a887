package dev.spillway.redis;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;

/** A Vert.x whose timers fire in the next turn of the event loop. */
record SwiftTimers(Vertx real) {
    Vertx vertx() {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("setTimer")) return method.invoke(real, arguments);
                    real.runOnContext(turn -> fire(arguments[1]));
                    return 0L;
                });
    }

    @SuppressWarnings("unchecked")
    private static void fire(Object handler) {
        ((Handler<Long>) handler).handle(0L);
    }
}
