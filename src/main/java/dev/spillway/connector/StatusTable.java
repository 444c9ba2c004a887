package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;

/**
 * What a status means where no rule speaks.
 *
 * <pre>
 * 401             auth_revoked   the key of a static authentication does not come back to life
 * 404 410         not_found
 * 409 412 423     locked         never duplicate: that counts as success, so a rule has to say it
 * 408 425 5xx     unavailable    except:
 * 502 504         ambiguous      of a write: a proxy lost the answer, the backend may have done it
 * 429             throttled
 * other 4xx       invalid
 * anything else   config         a redirect, or a success nobody declared
 * </pre>
 */
final class StatusTable {
    private StatusTable() {}

    /** @param write whether the call may have changed something */
    static Kind kind(int status, boolean write) {
        return switch (status) {
            case 401 -> Kind.AUTH_REVOKED;
            case 404, 410 -> Kind.NOT_FOUND;
            case 409, 412, 423 -> Kind.LOCKED;
            case 408, 425 -> Kind.UNAVAILABLE;
            case 429 -> Kind.THROTTLED;
            case 502, 504 -> write ? Kind.AMBIGUOUS : Kind.UNAVAILABLE;
            default -> range(status);
        };
    }

    private static Kind range(int status) {
        if (status >= 500) return Kind.UNAVAILABLE;
        return status >= 400 ? Kind.INVALID : Kind.CONFIG;
    }
}
