package io.tideway.ws.bench.measure;

import static io.tideway.ws.Target.room;

import io.tideway.ws.Audience;
import io.tideway.ws.bench.jmh.CrowdedNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Measures the core without a network: what one broadcast takes of its caller's time, while the outbound queues are
 * idle.
 */
final class InMemory {
    private static final String TEXT = "x".repeat(128);
    private static final int MEMBERS_OF_A_ROOM = 10;
    private static final int ROOMS_OF_A_CONNECTION = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(2);

    private InMemory() {}

    /** Broadcasts to one after another of so many rooms, each of ten members. */
    static double microsByRooms(int rooms) {
        Queue<Runnable> writes = new ArrayDeque<>();
        int connections = Math.max(MEMBERS_OF_A_ROOM, rooms * MEMBERS_OF_A_ROOM / ROOMS_OF_A_CONNECTION);
        try (CrowdedNode crowd = new CrowdedNode(connections, writes::add)) {
            Audience[] audiences = new Audience[rooms];
            for (int i = 0; i < rooms; i++) {
                String name = "room-" + i;
                for (int member = 0; member < MEMBERS_OF_A_ROOM; member++) {
                    int index = (int) (((long) i * MEMBERS_OF_A_ROOM + member) % connections);
                    crowd.connections().get(index).joinRoom(name);
                }
                audiences[i] = crowd.manager().to(room(name));
            }
            return micros(audiences, writes);
        }
    }

    /** Broadcasts to one room of so many members. */
    static double microsByMembers(int members) {
        Queue<Runnable> writes = new ArrayDeque<>();
        try (CrowdedNode crowd = new CrowdedNode(members, writes::add)) {
            return micros(new Audience[] {crowd.manager().to(room(CrowdedNode.ROOM))}, writes);
        }
    }

    private static double micros(Audience[] audiences, Queue<Runnable> writes) {
        micros(audiences, writes, WARM_UP);
        return micros(audiences, writes, MEASURED);
    }

    private static double micros(Audience[] audiences, Queue<Runnable> writes, Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        long spent = 0;
        int count = 0;
        // In steps that share no divisor with any power of ten, so that no room is the last one's neighbour.
        for (int i = 0; System.nanoTime() < end; i = (int) ((i + 7_919L) % audiences.length)) {
            long before = System.nanoTime();
            audiences[i].broadcastText(TEXT);
            spent += System.nanoTime() - before;
            count++;
            for (Runnable write = writes.poll(); write != null; write = writes.poll()) {
                write.run();
            }
        }
        return spent / 1000.0 / count;
    }
}
