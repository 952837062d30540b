package io.tideway.ws.it.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ConnectedEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenGetter;
import io.github.centrifugal.centrifuge.DisconnectedEvent;
import io.github.centrifugal.centrifuge.DuplicateSubscriptionException;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.JoinEvent;
import io.github.centrifugal.centrifuge.MessageEvent;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.PublicationEvent;
import io.github.centrifugal.centrifuge.ResultCallback;
import io.github.centrifugal.centrifuge.ServerPublicationEvent;
import io.github.centrifugal.centrifuge.ServerSubscribedEvent;
import io.github.centrifugal.centrifuge.SubscribedEvent;
import io.github.centrifugal.centrifuge.Subscription;
import io.github.centrifugal.centrifuge.SubscriptionEventListener;
import io.github.centrifugal.centrifuge.SubscriptionOptions;
import io.github.centrifugal.centrifuge.TokenCallback;
import io.github.centrifugal.centrifuge.UnsubscribedEvent;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs an unmodified Java client of the Centrifuge protocol, and keeps what it receives. */
final class JavaClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    final BlockingQueue<ConnectedEvent> connected = new LinkedBlockingQueue<>();
    final BlockingQueue<DisconnectedEvent> disconnected = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> given = new LinkedBlockingQueue<>(); // rooms that the server has it join
    final BlockingQueue<byte[]> ofGiven = new LinkedBlockingQueue<>();
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>(); // for a new token

    private final Client client;

    /** Keeps what a subscription receives. */
    static final class Member extends SubscriptionEventListener {
        final BlockingQueue<SubscribedEvent> subscribed = new LinkedBlockingQueue<>();
        final BlockingQueue<UnsubscribedEvent> unsubscribed = new LinkedBlockingQueue<>();
        final BlockingQueue<PublicationEvent> publications = new LinkedBlockingQueue<>();
        final BlockingQueue<String> joins = new LinkedBlockingQueue<>();

        @Override
        public void onSubscribed(Subscription subscription, SubscribedEvent event) {
            subscribed.add(event);
        }

        @Override
        public void onUnsubscribed(Subscription subscription, UnsubscribedEvent event) {
            unsubscribed.add(event);
        }

        @Override
        public void onPublication(Subscription subscription, PublicationEvent event) {
            publications.add(event);
        }

        @Override
        public void onJoin(Subscription subscription, JoinEvent event) {
            joins.add(event.getInfo().getUser());
        }
    }

    private final class Listener extends EventListener {
        @Override
        public void onConnected(Client client, ConnectedEvent event) {
            connected.add(event);
        }

        @Override
        public void onDisconnected(Client client, DisconnectedEvent event) {
            disconnected.add(event);
        }

        @Override
        public void onMessage(Client client, MessageEvent event) {
            messages.add(event.getData());
        }

        @Override
        public void onSubscribed(Client client, ServerSubscribedEvent event) {
            given.add(event.getChannel());
        }

        @Override
        public void onPublication(Client client, ServerPublicationEvent event) {
            ofGiven.add(event.getData());
        }
    }

    JavaClient(URI server, String token) {
        Options options = new Options();
        options.setToken(token);
        options.setTokenGetter(new ConnectionTokenGetter() {
            @Override
            public void getConnectionToken(ConnectionTokenEvent event, TokenCallback callback) {
                asked.add("token");
                callback.Done(null, "renewed");
            }
        });
        options.setTimeout(PATIENCE_SECONDS * 1000);
        options.setMinReconnectDelay(20);
        options.setMaxReconnectDelay(200);
        client = new Client(server.toString(), options, new Listener());
        client.connect();
    }

    static JavaClient connected(URI server, String token) {
        JavaClient client = new JavaClient(server, token);
        soon(client.connected);
        return client;
    }

    Client client() {
        return client;
    }

    Subscription join(String room, Member member) {
        SubscriptionOptions options = new SubscriptionOptions();
        options.setRecoverable(true);
        options.setJoinLeave(true);
        options.setMinResubscribeDelay(20);
        try {
            Subscription subscription = client.newSubscription(room, options, member);
            subscription.subscribe();
            return subscription;
        } catch (DuplicateSubscriptionException e) {
            throw new IllegalStateException(e);
        }
    }

    Subscription joined(String room, Member member) {
        Subscription subscription = join(room, member);
        soon(member.subscribed);
        return subscription;
    }

    /** Waits for what a callback is given. */
    static <T> T answer(Consumer<ResultCallback<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        request.accept((failure, result) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits for what the client is told next. */
    static <T> T soon(BlockingQueue<T> told) {
        try {
            T event = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            client.close(PATIENCE_SECONDS * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
