package dev.spillway.flow;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/** A compiled text. Safe to use from any thread. */
final class Text {
    /** WhatsApp's limit of a text body. */
    static final int CHARACTERS_MAX = 4096;

    private final Template template;

    Text(Template template) {
        this.template = template;
    }

    /** Fills it in; what comes from the data cannot format the message. Fails with {@link TextException}. */
    String render(Map<String, Object> data, String locale, ZoneId zone) {
        var context = Context.newBuilder(Markup.neutral(data))
                .resolver(MapValueResolver.INSTANCE)
                .build()
                .data(TextFunctions.LOCALE, Locale.forLanguageTag(locale))
                .data(TextFunctions.ZONE, zone)
                .data(TextFunctions.ROUNDS, new Rounds());
        var text = filled(context).strip();
        if (text.isEmpty()) throw new TextException("says nothing");
        return text;
    }

    private String filled(Context context) {
        var out = new CappedWriter();
        try {
            template.apply(context, out);
            return out.text.toString();
        } catch (HandlebarsException e) {
            throw TextEngine.explain(e);
        } catch (StackOverflowError | IOException e) {
            throw new TextException("cannot be filled in");
        }
    }

    /** Ends a text that grows too long before it fills the memory. */
    private static final class CappedWriter extends Writer {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] buffer, int offset, int length) {
            if (text.length() + length > CHARACTERS_MAX) {
                throw new TextException("becomes longer than " + CHARACTERS_MAX + " characters");
            }
            text.append(buffer, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
