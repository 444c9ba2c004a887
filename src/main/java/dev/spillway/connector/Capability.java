package dev.spillway.connector;

import java.util.Locale;
import java.util.Set;

/** What a backend is good for, in a word: so that a flow or a route says what it wants, and not whom. */
public enum Capability {
    /** Who somebody is. */
    CONTACT,
    /** People who may buy. */
    LEAD,
    /** What the helpdesk looks after. */
    TICKET,
    /** What was said. */
    NOTE,
    /** How far an order is. */
    ORDER,
    /** What there is. */
    STOCK,
    /** What is held for somebody. */
    RESERVATION,
    /** Bills. */
    INVOICE,
    /** Money that came, or goes back. */
    PAYMENT,
    /** What somebody allows. */
    CONSENT,
    /** What somebody has to do. */
    TASK,
    /** Whoever wants to know. */
    EVENT;

    /** The canonical operations that belong to it. */
    public Set<String> operations() {
        return switch (this) {
            case CONTACT -> Set.of("findContactByPhone", "upsertContact");
            case LEAD -> Set.of("createLead");
            case TICKET -> Set.of("createTicket");
            case NOTE -> Set.of("addNote", "logConversation");
            case ORDER -> Set.of("getOrder");
            case STOCK -> Set.of("getStock");
            case RESERVATION -> Set.of("createDraftOrder", "reserveStock");
            case INVOICE -> Set.of("getInvoice");
            case PAYMENT -> Set.of("recordPayment", "refund");
            case CONSENT -> Set.of("setConsent");
            case TASK -> Set.of("createTask");
            case EVENT -> Set.of("emitEvent");
        };
    }

    /** As files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody who can do these operations can do one of this. */
    public boolean among(Set<String> can) {
        return operations().stream().anyMatch(can::contains);
    }
}
