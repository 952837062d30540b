package shop.orders;

public record Order(String article) {}
