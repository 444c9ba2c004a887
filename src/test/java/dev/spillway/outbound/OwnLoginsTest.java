package dev.spillway.outbound;

import io.vertx.core.Future;
import java.util.function.Supplier;

final class OwnLoginsTest extends LoginStoreContract {
    private final OwnLogins store = new OwnLogins(new FakeTime());

    @Override
    LoginStore store() {
        return store;
    }

    @Override
    <T> T on(Supplier<Future<T>> work) {
        return work.get().result();
    }
}
