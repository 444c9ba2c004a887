package dev.spillway.gate;

import dev.spillway.yaml.Default;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code gates.yaml}, as written.
 *
 * @param matrix how each gate applies to each class
 * @param window the 24 hours in which a person may be written to freely
 * @param instead by language: the template that goes out where the window is closed and the matrix says {@code template}
 * @param quietHours when people are not to be disturbed
 * @param budgets what numbers may spend; a number not named may spend anything
 */
public record GatesFile(
        Matrix matrix,
        Window window,
        @Default Map<String, Instead> instead,
        Quiet quietHours,
        @Default List<Budget> budgets) {
    public GatesFile {
        instead = Map.copyOf(instead);
        budgets = List.copyOf(budgets);
        var names = new HashSet<String>();
        for (var budget : budgets) {
            if (!names.add(budget.sender())) {
                throw new IllegalArgumentException(
                        "budgets must name a sender once; twice there is " + budget.sender());
            }
        }
    }

    /** A row for each gate. */
    public record Matrix(Row suppression, Row window, Row template, Row consent, Row rest, Row quietHours, Row budget) {
        public Matrix {
            check("suppression", Gate.SUPPRESSION, suppression);
            check("window", Gate.WINDOW, window);
            check("template", Gate.TEMPLATE, template);
            check("consent", Gate.CONSENT, consent);
            check("rest", Gate.REST, rest);
            check("quietHours", Gate.QUIET_HOURS, quietHours);
            check("budget", Gate.BUDGET, budget);
        }

        private static void check(String key, Gate gate, Row row) {
            for (var sendClass : SendClass.values()) {
                if (gate.modes().contains(row.of(sendClass))) continue;
                throw new IllegalArgumentException(key + " cannot be " + word(row.of(sendClass)) + " for "
                        + sendClass.word() + "; write one of " + words(gate));
            }
        }

        private static String words(Gate gate) {
            return EnumSet.copyOf(gate.modes()).stream().map(Matrix::word).collect(Collectors.joining(", "));
        }

        private static String word(Mode mode) {
            return mode.name().toLowerCase(Locale.ROOT);
        }

        /** How a gate applies to a class. */
        public Mode of(Gate gate, SendClass sendClass) {
            return row(gate).of(sendClass);
        }

        private Row row(Gate gate) {
            return switch (gate) {
                case SUPPRESSION -> suppression;
                case WINDOW -> window;
                case TEMPLATE -> template;
                case CONSENT -> consent;
                case REST -> rest;
                case QUIET_HOURS -> quietHours;
                case BUDGET -> budget;
            };
        }
    }

    /** How a gate applies to each class. */
    public record Row(Mode authentication, Mode reply, Mode notice, Mode reminder, Mode marketing) {
        /** How it applies to a class. */
        public Mode of(SendClass sendClass) {
            return switch (sendClass) {
                case AUTHENTICATION -> authentication;
                case REPLY -> reply;
                case NOTICE -> notice;
                case REMINDER -> reminder;
                case MARKETING -> marketing;
            };
        }
    }

    /**
     * The window of Meta's policy, counted from the time in the person's message.
     *
     * @param margin so much earlier it counts as closed: a message takes its time to get to Meta
     * @param reactions whether a reaction opens it, which Meta does not promise
     */
    public record Window(
            @Default("PT5M") Duration margin,
            @Default("false") boolean reactions) {
        public Window {
            if (margin.isNegative() || margin.compareTo(Duration.ofHours(23)) > 0) {
                throw new IllegalArgumentException("margin must be PT0S to PT23H, was " + margin);
            }
        }
    }

    /**
     * A template that stands in for free text.
     *
     * @param name at Meta
     * @param language Meta's code, e.g. {@code es_MX}
     * @param components as Meta wants them; left out if the template has no parameters
     */
    public record Instead(
            String name, String language, @Default List<Object> components) {
        public Instead {
            components = List.copyOf(components);
            if (name.isBlank()) throw new IllegalArgumentException("name must not be empty");
            if (language.isBlank()) throw new IllegalArgumentException("language must not be empty");
        }

        TemplateName atMeta() {
            return new TemplateName(name, language);
        }
    }

    /**
     * From one time of the day to another, by the clock of the person.
     *
     * @param from when they begin, e.g. {@code "21:00"}
     * @param to when they end; the next day if not later than {@code from}. Equal to it: there are none
     * @param zone of people whose zone neither phone nor user id tells
     */
    public record Quiet(LocalTime from, LocalTime to, ZoneId zone) {}

    /**
     * What a number may spend.
     *
     * @param sender its name in {@code gateway.yaml}
     * @param perDay in the currency of {@code prices.yaml}
     * @param zone whose midnight begins a day
     */
    public record Budget(
            String sender,
            BigDecimal perDay,
            @Default("UTC") ZoneId zone) {
        public Budget {
            if (perDay.signum() < 0) throw new IllegalArgumentException("perDay must not be negative, was " + perDay);
        }
    }
}
