package dev.spillway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signal SIGHUP, by which people ask a running process to read its files anew. Java has no class for signals but one of
 * module {@code jdk.unsupported}, which compilers warn of: so it is found by name, and a JVM without it goes on without it.
 */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /** Calls back on each such signal, on a thread of the JVM. */
    static void on(Runnable heard) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var hangUp = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangUp, proxy(handler, heard));
        } catch (ReflectiveOperationException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("signal.notHeard");
        }
    }

    private static Object proxy(Class<?> handler, Runnable heard) {
        InvocationHandler called = (self, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                heard.run();
                yield null;
            }
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "HangUp";
        };
        return Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, called);
    }
}
