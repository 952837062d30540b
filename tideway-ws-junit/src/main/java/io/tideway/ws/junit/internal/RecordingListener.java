package io.tideway.ws.junit.internal;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps what a broker tells, and notices calls about one channel that overlap. Thread-safe. */
public final class RecordingListener implements BrokerListener {

    /**
     * One arrival.
     *
     * @param channel its channel
     * @param position where it is in the room's log; null if it was published only
     * @param data what arrived
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Arrival(Channel channel, @Nullable RoomPosition position, byte[] data) {
        /**
         * Returns the offset in the room's log.
         *
         * @return the offset; 0 if it was published only
         */
        public long offset() {
            return position == null ? 0 : position.offset();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition anything = lock.newCondition();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final Set<Channel> busy = ConcurrentHashMap.newKeySet();
    private final Set<Channel> overlapping = ConcurrentHashMap.newKeySet();

    @Override
    public void received(Channel channel, byte[] data) {
        arrived(new Arrival(channel, null, data));
    }

    @Override
    public void appended(String room, RoomPosition position, byte[] data) {
        arrived(new Arrival(Channel.room(room), position, data));
    }

    @Override
    public void connected() {
        changed("connected");
    }

    @Override
    public void disconnected(String cause) {
        changed("disconnected");
    }

    /**
     * Lists what has arrived so far on a channel.
     *
     * @param channel the channel
     * @return the arrivals in their order
     */
    public List<Arrival> on(Channel channel) {
        lock.lock();
        try {
            return arrivals.stream()
                    .filter(arrival -> arrival.channel().equals(channel))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the arrivals of a channel meet a condition.
     *
     * @param channel the channel
     * @param enough the condition
     * @param atMost how long
     * @return the arrivals, whether they meet it or not
     */
    public List<Arrival> await(Channel channel, Predicate<List<Arrival>> enough, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            List<Arrival> so = on(channel);
            while (!enough.test(so) && left > 0) {
                left = anything.awaitNanos(left);
                so = on(channel);
            }
            return so;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return on(channel);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lists the changes of the broker's state so far.
     *
     * @return {@code connected} and {@code disconnected}, in their order
     */
    public List<String> states() {
        lock.lock();
        try {
            return List.copyOf(states);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lists the channels on which calls have overlapped.
     *
     * @return none, unless the broker is broken
     */
    public Set<Channel> overlapping() {
        return Set.copyOf(overlapping);
    }

    private void arrived(Arrival arrival) {
        boolean alone = busy.add(arrival.channel());
        if (!alone) {
            overlapping.add(arrival.channel());
        }
        lock.lock();
        try {
            arrivals.add(arrival);
            anything.signalAll();
        } finally {
            lock.unlock();
        }
        if (alone) {
            busy.remove(arrival.channel());
        }
    }

    private void changed(String state) {
        lock.lock();
        try {
            states.add(state);
        } finally {
            lock.unlock();
        }
    }
}
