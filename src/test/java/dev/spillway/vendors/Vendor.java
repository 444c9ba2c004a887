package dev.spillway.vendors;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** One backend. Belongs to one event loop. */
interface Vendor {
    String name();

    /** What a call is called in the diary: few words, whatever is asked. */
    String operation(Asked asked);

    /**
     * The door: address, login, limits. Lets the call in, or throws {@link Refusal}.
     *
     * @param underway the calls that are being worked on
     */
    void admit(Asked asked, Underway underway);

    /** Does what is asked; may throw {@link Refusal}. */
    Said work(Asked asked);

    /** What it says of itself beside its answer, once the answer is known. */
    default Said signed(Asked asked, Said said) {
        return said;
    }

    /** How it turns a call away when all its workers are busy and nobody more may wait. */
    Said overloaded();

    /**
     * What a connector has to know to use it, secrets among them.
     *
     * @param base its address, without a slash at the end
     */
    Map<String, String> params(String base);

    /** An account's name that no other simulator on this machine has. */
    static String account(String base) {
        return "acme" + base.substring(base.lastIndexOf(':') + 1);
    }

    /** Its limits by name, to be changed. */
    Map<String, Limit> limits();

    /** What it keeps, by kind. */
    Map<String, Table> tables();

    /**
     * A control of its own, e.g. {@code expireTokens}.
     *
     * @return false if it knows none of this name
     */
    boolean control(String name, JsonObject how, Instant now);

    /** Further figures of its own for the summary. */
    default JsonObject figures() {
        return new JsonObject();
    }
}
