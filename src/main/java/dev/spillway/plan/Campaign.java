package dev.spillway.plan;

/**
 * A campaign: one message to each recipient, as fast as its WhatsApp numbers may send.
 *
 * @param recipients 1..10,000,000,000
 * @param numbers WhatsApp numbers that send, 1..1000
 * @param mps messages that each of them may send in a second, answers included; 1..1000
 * @param replyShare of the recipients who write back, 0..1
 * @param habits what follows a message
 */
public record Campaign(long recipients, int numbers, int mps, double replyShare, Habits habits) {
    private static final long RECIPIENTS_MAX = 10_000_000_000L;
    private static final int NUMBERS_MAX = 1000;
    private static final int MPS_MAX = 1000;

    /**
     * What follows a message.
     *
     * @param statuses webhooks that tell what became of a message: sent, delivered, read; 0..4
     * @param answers messages sent for each reply, by the same numbers; 0..10
     */
    public record Habits(double statuses, double answers) {
        private static final double STATUSES_MAX = 4;
        private static final double ANSWERS_MAX = 10;

        public Habits {
            if (!(statuses >= 0 && statuses <= STATUSES_MAX)) {
                throw new IllegalArgumentException("statuses must be 0..4, was " + statuses);
            }
            if (!(answers >= 0 && answers <= ANSWERS_MAX)) {
                throw new IllegalArgumentException("answers must be 0..10, was " + answers);
            }
        }
    }

    public Campaign {
        if (recipients < 1 || recipients > RECIPIENTS_MAX) {
            throw new IllegalArgumentException("recipients must be 1..10000000000, was " + recipients);
        }
        if (numbers < 1 || numbers > NUMBERS_MAX) {
            throw new IllegalArgumentException("numbers must be 1..1000, was " + numbers);
        }
        if (mps < 1 || mps > MPS_MAX) {
            throw new IllegalArgumentException("mps must be 1..1000, was " + mps);
        }
        if (!(replyShare >= 0 && replyShare <= 1)) {
            throw new IllegalArgumentException("reply-share must be 0..1, was " + replyShare);
        }
    }

    /** How long sending takes. */
    public double seconds() {
        return recipients / recipientsPerSecond();
    }

    /** How many recipients get the campaign's message in a second; answers take their part of what the numbers may send. */
    public double recipientsPerSecond() {
        return (double) numbers * mps / messagesPerRecipient();
    }

    /** Webhooks of one event each, while it lasts. */
    public double webhooksPerSecond() {
        return recipientsPerSecond() * eventsPerRecipient();
    }

    /** All webhooks together. */
    public double events() {
        return recipients * eventsPerRecipient();
    }

    /** Those who write back, in a second. */
    public double repliesPerSecond() {
        return recipientsPerSecond() * replyShare;
    }

    /** Statuses and replies of one recipient. */
    double eventsPerRecipient() {
        return messagesPerRecipient() * habits.statuses + replyShare;
    }

    private double messagesPerRecipient() {
        return 1 + replyShare * habits.answers;
    }
}
