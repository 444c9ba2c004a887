package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The scripts in Java: one call at a time, in the order in which the test lets them happen. */
final class MemoryBook implements HomeBook {
    private final Map<ContactKey, ContactKey> homes = new HashMap<>();
    private final Map<ContactKey, ContactKey> partners = new HashMap<>();
    private final Map<String, ContactKey> sent = new HashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final boolean stepped;
    private final Map<ContactKey, ContactKey> earlier = new HashMap<>();
    private final List<Set<ContactKey>> joined = new ArrayList<>();
    private int calls;

    private MemoryBook(boolean stepped) {
        this.stepped = stepped;
    }

    /** Does at once what it is told. */
    static MemoryBook prompt() {
        return new MemoryBook(false);
    }

    /** Waits to be told which call is next. */
    static MemoryBook stepped() {
        return new MemoryBook(true);
    }

    int waiting() {
        return waiting.size();
    }

    /** Lets one of the waiting calls happen. */
    void step(int which) {
        waiting.remove(Math.floorMod(which, waiting.size())).run();
    }

    /** One of the waiting calls never happens: its node died. */
    void drop(int which) {
        waiting.remove(Math.floorMod(which, waiting.size()));
    }

    int calls() {
        return calls;
    }

    private <T> Future<T> call(Supplier<T> script) {
        calls++;
        var promise = Promise.<T>promise();
        Runnable happens = () -> promise.complete(script.get());
        if (stepped) waiting.add(happens);
        else happens.run();
        return promise.future();
    }

    @Override
    public Future<ContactKey> ofPhone(Event event) {
        return call(() -> {
            var before = sent.get(event.id().value());
            if (before != null) return before;
            var home = homes.computeIfAbsent(event.contactKey(), phone -> phone);
            if (!home.equals(event.contactKey())) sent.put(event.id().value(), home);
            return home;
        });
    }

    @Override
    public Future<Entry> ofUser(ContactKey user, @Nullable ContactKey phone) {
        return call(() -> {
            if (phone == null) return new Entry(homes.computeIfAbsent(user, self -> self), true);
            var home = homes.get(user);
            return new Entry(home, home != null && phone.equals(partners.get(user)));
        });
    }

    @Override
    public Future<Claim> claim(ContactKey phone, ContactKey user, @Nullable ContactKey home) {
        return call(() -> {
            var both = home != null ? home : claimed(phone, user);
            var before = before(phone, user, both);
            if (before == null) earlier.remove(phone);
            else earlier.put(phone, before);
            homes.put(phone, both);
            partners.put(phone, user);
            return new Claim(both, before);
        });
    }

    private @Nullable ContactKey before(ContactKey phone, ContactKey user, ContactKey now) {
        var present = homes.get(phone);
        if (present == null || !partners.getOrDefault(phone, user).equals(user)) return null;
        return present.equals(now) ? earlier.get(phone) : present;
    }

    @Override
    public Future<Void> joined(Collection<ContactKey> keys) {
        joined.add(Set.copyOf(keys));
        return Future.succeededFuture();
    }

    /** Which keys were told to be one person's, in turn. */
    List<Set<ContactKey>> joined() {
        return joined;
    }

    private ContactKey claimed(ContactKey phone, ContactKey user) {
        var present = homes.get(phone);
        var partner = partners.get(phone);
        return present != null && (partner == null || partner.equals(user)) ? present : user;
    }

    @Override
    public Future<ContactKey> settle(ContactKey user, ContactKey home, @Nullable ContactKey phone) {
        return call(() -> {
            var stands = homes.computeIfAbsent(user, self -> home);
            if (phone != null && stands.equals(home)) partners.put(user, phone);
            return stands;
        });
    }
}
