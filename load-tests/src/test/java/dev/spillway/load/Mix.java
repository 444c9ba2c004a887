package dev.spillway.load;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is told, event by event. Everything follows from an event's number, so that nothing has to be kept of it.
 *
 * @param round what comes, again and again
 * @param contacts how many persons there are: 1..{@value #CONTACTS_MAX}
 * @param first the one who begins: another one in each run, since the gateway remembers whom it has greeted
 */
record Mix(List<Kind> round, int contacts, int first) {
    static final int CONTACTS_MAX = 100_000;
    private static final int FIRST_CONTACT = 900_000;
    private static final int GROUP = 4;

    Mix {
        round = List.copyOf(round);
    }

    private Mix(List<Kind> round, int contacts) {
        this(round, contacts, (int) (System.currentTimeMillis() / 1000 * 61 % contacts));
    }

    /** What Meta tells of a campaign: three statuses to one message, and a fifth of the messages asks for an order. */
    static Mix campaign(int contacts) {
        return withStatuses(
                contacts,
                Kind.ORDER,
                Kind.THANKS,
                Kind.REACTION,
                Kind.IMAGE,
                Kind.BUTTON,
                Kind.HELLO,
                Kind.ORDER,
                Kind.LOCATION,
                Kind.AUDIO,
                Kind.REACTION);
    }

    /** These messages in turn, three statuses behind each. */
    static Mix withStatuses(int contacts, Kind... messages) {
        var round = Stream.of(messages).flatMap(message -> Stream.of(message, Kind.SENT, Kind.DELIVERED, Kind.READ));
        return new Mix(round.toList(), contacts);
    }

    /** Nothing but questions for orders. */
    static Mix questions(int contacts) {
        return new Mix(List.of(Kind.ORDER), contacts);
    }

    Kind kind(int number) {
        return round.get(number % round.size());
    }

    /** Of whom it tells: statuses of somebody else than who wrote just before. Six digits. */
    int contact(int number) {
        var turn = first + (round.size() < GROUP ? number : number / GROUP);
        var person = kind(number).isStatus() ? turn + contacts / 2 : turn;
        return FIRST_CONTACT + person % contacts;
    }

    /** The number of the message it is, or is about: three statuses share one. */
    int subject(int number) {
        return kind(number).isStatus() ? number - number % GROUP : number;
    }
}
