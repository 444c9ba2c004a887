package dev.spillway.vendors;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Stock, and the phones and addresses of business partners. To be read only. */
final class SapMasterData {
    private final Table stock = new Table(
            "A_MatlStkInAcctMod",
            List.of(
                    "Material",
                    "Plant",
                    "StorageLocation",
                    "InventoryStockType",
                    "InventorySpecialStockType",
                    "MatlWrhsStkQtyInMatlBaseUnit",
                    "MaterialBaseUnit"));
    private final Table phones = new Table(
            "A_AddressPhoneNumber",
            List.of("AddressID", "PhoneNumber", "InternationalPhoneNumber", "DestinationLocationCountry"));
    private final Table addresses =
            new Table("A_BusinessPartnerAddress", List.of("BusinessPartner", "AddressID", "FullName", "Country"));

    SapMasterData() {
        row("SKU1", "0001", "01", "", "12.000");
        row("SKU1", "0002", "01", "", "3.000");
        row("SKU1", "0001", "07", "", "5.000"); // blocked
        row("SKU1", "0001", "01", "K", "9.000"); // a supplier's own
        phones.put(
                "1",
                new JsonObject()
                        .put("AddressID", "23456")
                        .put("PhoneNumber", "33 1122 3344")
                        .put("InternationalPhoneNumber", "+523311223344")
                        .put("DestinationLocationCountry", "MX"));
        addresses.put(
                "1",
                new JsonObject()
                        .put("BusinessPartner", "10100001")
                        .put("AddressID", "23456")
                        .put("FullName", "Ana Lopez")
                        .put("Country", "MX"));
    }

    private void row(String material, String location, String type, String special, String quantity) {
        stock.put(
                String.valueOf(stock.size() + 1),
                new JsonObject()
                        .put("Material", material)
                        .put("Plant", "1010")
                        .put("StorageLocation", location)
                        .put("InventoryStockType", type)
                        .put("InventorySpecialStockType", special)
                        .put("MatlWrhsStkQtyInMatlBaseUnit", quantity)
                        .put("MaterialBaseUnit", "PC"));
    }

    Table stock() {
        return stock;
    }

    Table phones() {
        return phones;
    }

    Table addresses() {
        return addresses;
    }

    Said answer(Asked asked, String set) {
        if (!asked.method().equals("GET")) throw Sap.refused(405, "005056A509B11EE1BB9D9D4B4A6B9B1F", "not allowed");
        var table = List.of(stock, phones, addresses).stream()
                .filter(one -> one.name().equals(set))
                .findFirst()
                .orElseThrow(() -> Sap.refused(404, "005056A509B11EE1B9A8FEC11C23178E", "Resource not found: " + set));
        return OData.of(asked, table).answer(table.all());
    }
}
