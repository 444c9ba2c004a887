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
            while (cursor.nextField()) field(cursor.name());
        } else {
            cursor.pass();
        }
        if (parts.size() == before) parts.add(Part.stray(NAME, new Element(cursor.since(start), Texts.NONE)));
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "metadata" -> parts.add(new Part(Shape.HISTORY_PROGRESS, NAME, Element.read(cursor)));
            case "threads" -> threads(name);
            case "errors" -> errors();
            default -> cursor.pass();
        }
    }

    private void threads(String name) throws IOException {
        if (isArray(name)) {
            while (cursor.nextElement()) thread();
        }
    }

    /** What must be an array but is none is kept as it is. */
    private boolean isArray(String name) throws IOException {
        if (cursor.atArray()) return true;
        parts.add(Part.stray(name, Element.read(cursor)));
        return false;
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
        while (cursor.nextField()) conversation.field(cursor.name());
        conversation.close();
    }

    /** One conversation. */
    private final class Conversation {
        private final List<Element> messages = new ArrayList<>();
        private @Nullable String id;

        void field(String name) throws IOException {
            switch (name) {
                case "id" -> id = cursor.text();
                case "messages" -> messages(name);
                default -> cursor.pass();
            }
        }

        private void messages(String name) throws IOException {
            if (isArray(name)) {
                while (cursor.nextElement()) messages.add(Element.read(cursor));
            }
        }

        void close() {
            var person = id == null ? "" : id;
            for (var message : messages) parts.add(new Part(Shape.HISTORY, NAME, message, person));
        }
    }
}
