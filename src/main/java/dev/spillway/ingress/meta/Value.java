package dev.spillway.ingress.meta;

import dev.spillway.event.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One {@code value}, collected in whatever order its keys come. */
final class Value {
    private final JsonCursor cursor;
    private final List<Part> parts = new ArrayList<>();
    private final List<Part> strays = new ArrayList<>();
    private final People people = new People();
    private final Texts texts = new Texts();
    private final Texts metadata = new Texts();
    private Payload json = Payload.EMPTY;
    private boolean arrays;

    private Value(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the value the cursor stands on, of whatever type it is. */
    static Value read(JsonCursor cursor) throws IOException {
        var value = new Value(cursor);
        var start = cursor.start();
        if (cursor.atObject()) {
            while (cursor.nextField()) value.field(cursor.name());
        } else {
            cursor.pass();
        }
        value.json = cursor.since(start);
        return value;
    }

    private void field(String name) throws IOException {
        var shape = Shape.ofArray(name);
        if (shape != null) {
            known(shape, name);
        } else if (name.equals("metadata")) {
            metadata.takeAll(cursor);
        } else if (name.equals("contacts")) {
            people.read(cursor);
        } else if (cursor.atArray()) {
            strays.add(Part.stray(name, Element.read(cursor)));
        } else {
            texts.take(cursor, name);
        }
    }

    private void known(Shape shape, String name) throws IOException {
        if (cursor.atNull()) return;
        if (!cursor.atArray()) {
            strays.add(Part.stray(name, Element.read(cursor)));
            return;
        }
        arrays |= shape != Shape.ERRORS;
        switch (shape) {
            case HISTORY -> history();
            case ERRORS -> errors(name);
            default -> each(shape, name);
        }
    }

    private void history() throws IOException {
        var history = new History(cursor, parts);
        while (cursor.nextElement()) history.chunk();
    }

    private void each(Shape shape, String name) throws IOException {
        while (cursor.nextElement()) parts.add(new Part(shape, name, Element.read(cursor)));
    }

    private void errors(String name) throws IOException {
        var errors = Element.readArray(cursor);
        if (errors != null) parts.add(new Part(Shape.ERRORS, name, errors));
    }

    /** What was found in arrays of known names. */
    List<Part> parts() {
        return parts;
    }

    /** Arrays of unknown names, and known names that hold no array. */
    List<Part> strays() {
        return strays;
    }

    /** Whether an array of a known name was there, perhaps an empty one; {@code errors} alone does not count. */
    boolean hasArrays() {
        return arrays;
    }

    /** The whole value as one element. */
    Element whole() {
        return new Element(json, texts);
    }

    People people() {
        return people;
    }

    String channel() {
        var channel = metadata.at(Place.CHANNEL);
        return channel == null ? "" : channel;
    }

    String displayNumber() {
        var number = metadata.at(Place.DISPLAY_NUMBER);
        return number == null ? "" : number;
    }
}
