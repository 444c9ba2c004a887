package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands under {@code webhooks.verify.signed}: the parts of a webhook that its signature is made over. */
final class SignedCompiler {
    private static final String KEY = "webhooks.verify.signed";
    private static final String OF_HEADERS = "header.";
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)\\}");

    private final Parameters params;
    private final Problems problems;
    private final boolean used;

    /** @param used whether the instance takes webhooks, so that its parameters must be there */
    SignedCompiler(Parameters params, Problems problems, boolean used) {
        this.params = params;
        this.problems = problems;
        this.used = used;
    }

    /** @param timed whether the file says where the time stands */
    List<SignedPart> compile(String written, boolean timed) {
        var parts = parts(written);
        if (count(parts, SignedPart.Body.class) != 1) {
            problems.add(KEY, "must hold {body} once", "an unsigned body could be anybody's; write \"{body}\"");
        }
        var times = count(parts, SignedPart.SentAt.class);
        if (timed && times == 0) {
            problems.add(KEY, "leaves {timestamp} out", "anybody could renew it: sign it, or remove timestamp");
        }
        if (!timed && times > 0) {
            problems.add(KEY, "holds {timestamp}", "add \"timestamp: {header: …}\" to say where it stands");
        }
        return parts;
    }

    private static long count(List<SignedPart> parts, Class<? extends SignedPart> kind) {
        return parts.stream().filter(kind::isInstance).count();
    }

    private List<SignedPart> parts(String written) {
        var parts = new ArrayList<SignedPart>();
        var holes = HOLE.matcher(written);
        var from = 0;
        while (holes.find()) {
            if (holes.start() > from) parts.add(new SignedPart.Text(written.substring(from, holes.start())));
            var part = part(holes.group(1));
            if (part != null) parts.add(part);
            from = holes.end();
        }
        if (from < written.length()) parts.add(new SignedPart.Text(written.substring(from)));
        return parts;
    }

    private @Nullable SignedPart part(String name) {
        if (name.startsWith(OF_HEADERS)) return new SignedPart.Header(name.substring(OF_HEADERS.length()));
        return switch (name) {
            case "body" -> new SignedPart.Body();
            case "timestamp" -> new SignedPart.SentAt();
            case "method" -> new SignedPart.Method();
            case "path" -> new SignedPart.Path();
            default -> parameter(name);
        };
    }

    private @Nullable SignedPart parameter(String name) {
        var value = params.value(name);
        if (value == null) {
            var known = new TreeSet<>(params.names());
            known.addAll(List.of("body", "timestamp", "method", "path", "header.NAME"));
            problems.addUnknown(KEY, name, known);
            return null;
        }
        if (value.isEmpty() && used)
            problems.add(KEY, "needs " + name, "give the parameter: it is part of what is signed");
        return new SignedPart.Text(value);
    }
}
