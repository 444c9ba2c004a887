package dev.spillway.flow;

import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.IOException;
import java.util.List;

/**
 * Handlebars with everything taken away that a message does not need: no files, no partials, no Java getters, no script
 * engine, no log. A word that is not in the data is an error instead of nothing.
 */
final class TextEngine {
    /** Built-in helpers that read files, run scripts, write logs or look past the data. */
    private static final List<String> FORBIDDEN =
            List.of("precompile", "embedded", "partial", "block", "i18n", "i18nJs", "log", "lookup");

    private final Handlebars handlebars = new Handlebars(new NoFiles()).with(EscapingStrategy.NOOP);

    TextEngine() {
        // Lines that hold only a tag vanish, as people know it from Handlebars.js.
        handlebars.setPrettyPrint(true);
        // A line of an order without name must not get the customer's name.
        handlebars.setParentScopeResolution(false);
        for (var name : FORBIDDEN) handlebars.registerHelper(name, refusal(name + " is not allowed in a message"));
        handlebars.registerHelperMissing((context, options) -> {
            throw new TextException(
                    "there is no " + options.helperName + " here; check the spelling, or put it into {{#if}}");
        });
        handlebars.registerDecorator("inline", (template, options) -> {
            throw new TextException("inline is not allowed in a message");
        });
        TextFunctions.all().forEach(handlebars::registerHelper);
    }

    /** Compiles; fails with {@link TextException}. */
    Text compile(String source) {
        try {
            return new Text(handlebars.compileInline(source.strip()));
        } catch (HandlebarsException e) {
            throw explain(e);
        } catch (IOException e) {
            throw new TextException("cannot be read");
        }
    }

    /** What went wrong, in our words if we threw it. */
    static TextException explain(HandlebarsException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof TextException ours) return new TextException(line(e), ours.what());
        }
        var error = e.getError();
        return new TextException(line(e), error == null ? "is no Handlebars text" : error.reason);
    }

    private static int line(HandlebarsException e) {
        return e.getError() == null ? 0 : e.getError().line;
    }

    private static Helper<Object> refusal(String what) {
        return (context, options) -> {
            throw new TextException(what);
        };
    }

    /** Partials would be files. */
    private static final class NoFiles extends AbstractTemplateLoader {
        @Override
        public TemplateSource sourceAt(String location) {
            throw new TextException("{{> " + location + "}} is not allowed in a message");
        }
    }
}
