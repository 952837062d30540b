package io.tideway.ws.internal.invoke;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes records whose components have their default values: null, zero and false. */
final class SampleRecord {
    private SampleRecord() {}

    /** Returns a value of a class; empty if it is not a record, is closed to Tideway, or refuses the default values. */
    static Optional<Object> of(Class<?> type) {
        if (!type.isRecord()) {
            return Optional.empty();
        }
        Class<?>[] components = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(components);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(
                    Stream.of(components).map(SampleRecord::defaultOf).toArray()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Object defaultOf(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
