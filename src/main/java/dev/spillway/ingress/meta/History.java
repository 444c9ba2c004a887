package dev.spillway.ingress.meta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code history[]} of a value: messages by thread, how far the synchronisation has come, its errors. */
final class History {
    private static final String NAME = "history";

    private final JsonCursor cursor;
    private final List<Part> parts;

    History(JsonCursor cursor, List<Part> parts) {
        this.cursor = cursor;
        this.parts = parts;
    }

    /** Reads one element; one that yields nothing is kept whole. */
    void chunk() throws IOException {
        var start = cursor.start();
        var before = parts.size();
        if (cursor.atObject()) {
            cursor.eachField(this::field);
        } else {
            cursor.pass();
        }
        if (parts.size() == before) parts.add(Part.stray(NAME, new Element(cursor.since(start), new Texts())));
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "metadata" -> parts.add(new Part(Shape.HISTORY_PROGRESS, NAME, Element.read(cursor)));
            case "threads" -> each(name, this::thread);
            case "errors" -> errors();
            default -> cursor.pass();
        }
    }

    private void each(String name, JsonCursor.OnElement read) throws IOException {
        if (cursor.atArray()) {
            cursor.eachElement(read);
        } else {
            parts.add(Part.stray(name, Element.read(cursor)));
        }
    }

    private void errors() throws IOException {
        var errors = cursor.atArray() ? Element.readArray(cursor) : Element.read(cursor);
        if (errors != null) parts.add(new Part(Shape.ERRORS, "errors", errors));
    }

    /** The thread's id may come after its messages. */
    private void thread() throws IOException {
        if (!cursor.atObject()) {
            parts.add(Part.stray("threads", Element.read(cursor)));
            return;
        }
        var conversation = new Conversation();
        cursor.eachField(conversation::field);
        conversation.close();
    }

    /** One conversation. */
    private final class Conversation {
        private final List<Element> messages = new ArrayList<>();
        private @Nullable String id;

        void field(String name) throws IOException {
            switch (name) {
                case "id" -> id = cursor.text();
                case "messages" -> each(name, () -> messages.add(Element.read(cursor)));
                default -> cursor.pass();
            }
        }

        void close() {
            var person = id == null ? "" : id;
            for (var message : messages) parts.add(new Part(Shape.HISTORY, NAME, message, person));
        }
    }
}
