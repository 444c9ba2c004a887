package dev.spillway;

import dev.spillway.flow.StatusWords;
import dev.spillway.whatsapp.ErrorTable;
import dev.spillway.whatsapp.MessageState;
import java.util.Optional;

/** The Cloud API's words for the fate of a message, told to the flows, which know no provider. */
record CloudWords(ErrorTable errors) implements StatusWords {
    @Override
    public int rank(String status) {
        return MessageState.of(status).rank();
    }

    @Override
    public Optional<Failure> failure(int code) {
        return errors.find(code).map(it -> new Failure(it.meaning(), it.outcome(), it.advice()));
    }
}
