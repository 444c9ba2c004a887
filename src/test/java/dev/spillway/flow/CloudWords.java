package dev.spillway.flow;

import dev.spillway.whatsapp.ErrorTable;
import dev.spillway.whatsapp.MessageState;
import java.util.Optional;

/** The words of the Cloud API, as the composition root hands them in. */
final class CloudWords implements StatusWords {
    private final ErrorTable errors = ErrorTable.load();

    @Override
    public int rank(String status) {
        return MessageState.of(status).rank();
    }

    @Override
    public Optional<Failure> failure(int code) {
        return errors.find(code).map(it -> new Failure(it.meaning(), it.outcome(), it.advice()));
    }
}
