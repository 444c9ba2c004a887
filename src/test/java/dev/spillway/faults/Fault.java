package dev.spillway.faults;

import java.util.Locale;

/** What may happen to the processes. */
enum Fault {
    GATEWAY_KILL(Target.GATEWAY, 1),
    GATEWAY_PAUSE(Target.GATEWAY, 0),
    /** SIGTERM, and a start. */
    GATEWAY_TERM(Target.GATEWAY, 0),
    REDIS_KILL(Target.REDIS, 1),
    REDIS_PAUSE(Target.REDIS, 0),
    POSTGRES_KILL(Target.POSTGRES, 1),
    POSTGRES_PAUSE(Target.POSTGRES, 0),
    BOTH_KILL(Target.BOTH, 2),
    BOTH_PAUSE(Target.BOTH, 0),
    SCRIPT_FLUSH(Target.SCRIPTS, 0),
    /** All of Redis is emptied at a moment when it holds no work. */
    FLUSHALL(Target.ALL_KEYS, 0),
    /** Redis is away for two minutes. */
    REDIS_ABSENT(Target.REDIS, 0),
    /** A gateway is stopped for half a minute. */
    GATEWAY_ASLEEP(Target.GATEWAY, 0),
    ERP_HANGS(Target.ERP, 0),
    ERP_FAILS(Target.ERP, 0),
    CRM_RESETS(Target.CRM, 0),
    CRM_LOSES_ANSWERS(Target.CRM, 0),
    META_FAILS(Target.META, 0),
    META_THROTTLES(Target.META, 0),
    META_HANGS(Target.META, 0),
    META_LOSES_ANSWERS(Target.META, 0);

    private final Target target;
    private final int kills;

    /** Whom it strikes. */
    enum Target {
        GATEWAY,
        REDIS,
        POSTGRES,
        /** Both stores. */
        BOTH,
        SCRIPTS,
        ALL_KEYS,
        ERP,
        CRM,
        META;

        boolean isStore() {
            return touchesRedis() || touchesPostgres();
        }

        boolean touchesRedis() {
            return this == REDIS || this == BOTH;
        }

        boolean touchesPostgres() {
            return this == POSTGRES || this == BOTH;
        }

        boolean isSimulator() {
            return this == ERP || this == CRM || this == META;
        }

        /** As simulators are called. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Fault(Target target, int kills) {
        this.target = target;
        this.kills = kills;
    }

    Target target() {
        return target;
    }

    /** Processes that get SIGKILL. */
    int kills() {
        return kills;
    }

    boolean isKill() {
        return kills > 0;
    }

    /** For people. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
