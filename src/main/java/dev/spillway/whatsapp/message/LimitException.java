package dev.spillway.whatsapp.message;

/** An input that Meta would refuse; its message names the field and the limit, never the value. Caught in room {@code whatsapp}. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    public LimitException(String rule) {
        super(rule, null, false, false);
        this.rule = rule;
    }

    /** The field and its limit. */
    public String rule() {
        return rule;
    }
}
