package dev.spillway.vendors;

/** The vendors there are. */
final class Vendors {
    private Vendors() {}

    /** One without records but those it is delivered with. */
    static Vendor of(String name) {
        return switch (name) {
            case "salesforce" -> new Salesforce();
            case "hubspot" -> new HubSpot();
            case "sap-s4hana" -> new Sap();
            case "shopify" -> new Shopify();
            case "zendesk" -> new Zendesk();
            default -> throw new IllegalArgumentException("no vendor " + name);
        };
    }
}
