/** A program with the standalone server. */
module shop {
    requires io.tideway.ws.tyrus;
    requires io.tideway.ws.junit;

    opens shop; // CDI makes its beans by reflection
    opens shop.orders; // JSON-B reads and writes its records
}
