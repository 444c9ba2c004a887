package dev.spillway.plan;

/** What may hold a campaign up. Where two bear the same, the earlier one is named. */
public enum Part {
    NUMBERS("numbers", "WhatsApp numbers"),
    ERP("erp", "ERP"),
    GATEWAY("gateway", "gateway"),
    REDIS("redis", "Redis"),
    POSTGRES("postgres", "Postgres");

    private final String word;
    private final String title;

    Part(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** For machines. */
    public String word() {
        return word;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
