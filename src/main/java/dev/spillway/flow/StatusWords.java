package dev.spillway.flow;

import dev.spillway.connector.Outcome;
import java.util.Optional;

/** What a provider's words for the fate of a message mean. The rooms of providers know; the flow only asks. */
public interface StatusWords {
    /** Higher ranks replace lower ones; -1 for a word that tells nothing of the message. */
    int rank(String status);

    /** What an error code of a failed message means; empty for one nobody has described. */
    Optional<Failure> failure(int code);

    /**
     * Why a message failed.
     *
     * @param meaning in our words, without personal data
     * @param outcome what the same code would mean as the answer to a send
     * @param advice what a person should do
     */
    record Failure(String meaning, Outcome.Kind outcome, String advice) {}
}
