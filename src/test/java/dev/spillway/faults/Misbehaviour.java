package dev.spillway.faults;

/** The faults of simulators in their own words. */
final class Misbehaviour {
    private Misbehaviour() {}

    /** JSON members for the controls. */
    static String of(Fault fault) {
        return switch (fault) {
            case ERP_HANGS -> "\"hang\": true, \"errorShare\": 0.5";
            case ERP_FAILS -> "\"errorStatus\": 500, \"errorShare\": 0.7";
            case CRM_RESETS -> "\"reset\": true, \"errorShare\": 0.3";
            case CRM_LOSES_ANSWERS -> "\"reset\": true, \"errorShare\": 0.2, \"effect\": \"before\"";
            case META_FAILS -> "\"errorStatus\": 500, \"errorShare\": 0.5";
            case META_THROTTLES -> "\"ratePerSecond\": 20, \"retryAfterS\": 1";
            case META_HANGS -> "\"hang\": true, \"errorShare\": 0.3";
            case META_LOSES_ANSWERS -> "\"reset\": true, \"errorShare\": 0.1, \"effect\": \"before\"";
            default -> throw new IllegalArgumentException("no fault of a simulator: " + fault);
        };
    }
}
