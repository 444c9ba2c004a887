package dev.spillway.template;

/** The provider refused a question about templates, or did not answer it. The message holds no secret. */
public final class GraphFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    GraphFailure(boolean answered, String message) {
        super(message, null, false, false);
        this.answered = answered;
    }

    /** Whether there was an answer: a refusal. */
    public boolean answered() {
        return answered;
    }
}
